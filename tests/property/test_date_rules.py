"""Every rule of the date grammar is read: each has a reader, and words made from its own pattern end no derivation."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.derive.dates.find import find_dates
from flows.derive.dates.grammar import rules
from flows.derive.dates.items import alphabet
from flows.derive.dates.rules import BY_NAME, RULES, Rule
from seeds.quantities import holidays, time_words
from tests.eval.documents import document_of

_DAYS = (date(2021, 7, 27), date(2024, 2, 29), date(1600, 1, 1), date(2199, 12, 31), None)
"""Days of publication that validation lets through, the first and the last among them."""
_NUMBERS = {
    "d12": ["1", "12"],
    "d24": ["13", "24"],
    "d31": ["25", "31"],
    "d59": ["0", "32", "59"],
    "d99": ["60", "99"],
    "y4": ["1998", "2020", "0001", "9999", "1066"],
    "int": ["500", "123456"],
    "real": ["1,000", "2.5"],
    "dotted": ["10.30", "5.12"],
    "w12": ["one", "twelve"],
    "w59": ["thirteen", "nineteen"],
    "w99": ["ninety-nine"],
    "wbig": ["two thousand", "a million"],
    "od": ["1st", "31st"],
    "ow": ["first", "twelfth"],
    "obig": ["100th"],
    "few": ["a few", "several"],
    "couple": ["couple of"],
    "halfnum": ["half"],
    "frac": ["two thirds"],
    "vague": ["dozens"],
    "comma": [","],
    "dot": ["."],
    "dash": ["-", "–"],
    "slash": ["/"],
    "colon": [":"],
    "apos": ["'"],
}


def _forms() -> dict[str, list[str]]:
    """Words of each class of the alphabet, by its character."""
    found = {name: list(words) for name, words in _NUMBERS.items()}
    for word in time_words():
        form = word.form.capitalize() if word.code.startswith(("month", "weekday", "season")) else word.form
        found.setdefault(word.code, []).append(form)
    found["holiday"] = [day.form.title() for day in holidays()]
    return {char: found[name] for name, char in alphabet().items() if name in found}


_FORMS = _forms()
_LOOKS = re.compile(r"\(\?<?[=!]")


def _without_looks(pattern: str) -> str:
    """A pattern without what it asks of the words around: `(?=…)`, `(?<!…)` and the like."""
    while found := _LOOKS.search(pattern):
        depth, end = 1, found.end()
        while depth:
            depth += {"(": 1, ")": -1}.get(pattern[end], 0)
            end += 1
        pattern = pattern[: found.start()] + pattern[end:]
    return pattern


_PATTERNS = {name: _without_looks(pattern.pattern) for name, pattern in rules()}


def test_names_are_those_of_groups_and_none_twice() -> None:
    """A rule's name is its group's in the grammar, so each has one reader."""
    assert [rule.name for rule in RULES] == [name for name, _ in rules()]
    assert len(BY_NAME) == len(RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_its_example_is_read(rule: Rule) -> None:
    """The words that stand beside a rule are read by that very rule."""
    text = f"On May 4, 2020 they met. It was {rule.example}, they said, for the year ended June 30."
    assert rule.name in {row.rule for row in find_dates(document_of(text, date(2021, 7, 27)))}


@given(st.data())
def test_words_of_any_rule_end_nothing(data: st.DataObject) -> None:
    """Words drawn from a rule's own pattern are read, or refused, on any day and on none."""
    name = data.draw(st.sampled_from(sorted(_PATTERNS)))
    classes = data.draw(st.from_regex(_PATTERNS[name], fullmatch=True, alphabet="".join(_FORMS)))
    words = " ".join(data.draw(st.sampled_from(_FORMS[char])) for char in classes)
    published = data.draw(st.sampled_from(_DAYS))
    document = document_of(f"On May 4, 2020 he left. He came on {words} of the year.", published)
    for row in find_dates(document):
        assert document.body[row.start_char : row.end_char] == row.text
        assert row.start_date is None or row.end_date is None or row.start_date <= row.end_date


def test_the_twelfth_of_the_month_ends_no_load() -> None:
    """The words that ended a load of 1,952 articles."""
    (row,) = find_dates(document_of("Rent is due on the 12th of the month.", date(2021, 7, 27)))
    assert (row.rule, row.timex_value, row.start_date) == ("day_of_month", "XXXX-XX-12", None)
