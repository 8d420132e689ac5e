"""Lemmas by a table of exceptions and rules on endings, both learned from the treebanks."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from flows.derive.text.annotation import UPOS

MAX_ENDING = 5
"""Letters of the longest ending that has a rule (*-ingly*); what is longer is a word, kept as an exception."""
_PROPER = UPOS.index("PROPN")
_KEEPS_CASE = frozenset({_PROPER, UPOS.index("X"), UPOS.index("SYM")})
_REMEMBERED = 1 << 16  # forms kept: no lemma depends on it, memory does
_RULE_SUPPORT = 3


@dataclass(frozen=True)
class LemmaTable:
    """Exceptions by form and part of speech, rules by part of speech and ending: (letters to cut, to add)."""

    exceptions: dict[tuple[str, int], str]
    rules: dict[tuple[int, str], tuple[int, str]]

    def lemma(self, form: str, upos: int) -> str:
        """The lemma of a form; lower case except for proper names."""
        plain = form.replace("’", "'")
        known = self.exceptions.get((plain, upos))
        if known is not None:
            return known
        base = plain if upos in _KEEPS_CASE else plain.lower()
        known = self.exceptions.get((base, upos))
        found = known if known is not None else self.by_rule(base, upos)
        return found.lower() if plain.islower() and upos not in _KEEPS_CASE else found

    def by_rule(self, base: str, upos: int) -> str:
        """The lemma by the rule of the longest known ending."""
        for length in range(min(MAX_ENDING, len(base)), -1, -1):
            rule = self.rules.get((upos, base[len(base) - length :]))
            if rule is not None:
                cut, added = rule
                return (base[: len(base) - cut] + added) or base
        return base


class Lemmatizer:
    """Lemmas of whole articles; remembers what it has looked up."""

    def __init__(self, table: LemmaTable) -> None:
        self._table = table
        self._known: dict[tuple[str, int], str] = {}

    def lemmas(self, words: Sequence[str], upos: Sequence[int]) -> tuple[str, ...]:
        """The lemma of each word."""
        known = self._known
        if len(known) > _REMEMBERED:
            known.clear()
        pairs = list(zip(words, upos, strict=True))
        for pair in pairs:
            if pair not in known:
                known[pair] = self._table.lemma(*pair)
        return tuple([known[pair] for pair in pairs])


def read_lemma_table(path: Path) -> LemmaTable:
    """The table that `write_lemma_table` wrote."""
    exceptions: dict[tuple[str, int], str] = {}
    rules: dict[tuple[int, str], tuple[int, str]] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for kind, tag, key, cut, value in csv.reader(lines):
            if kind == "rule":
                rules[UPOS.index(tag), key] = (int(cut), value)
            elif kind == "exception":
                exceptions[key, UPOS.index(tag)] = value
    return LemmaTable(exceptions, rules)


def write_lemma_table(table: LemmaTable, path: Path) -> None:
    """Write a table as CSV, sorted: kind, part of speech, form or ending, letters to cut, lemma or letters to add."""
    rows: list[tuple[str, str, str, int | str, str]] = [
        ("rule", UPOS[upos], ending, cut, added) for (upos, ending), (cut, added) in sorted(table.rules.items())
    ]
    rows += [("exception", UPOS[upos], form, "", lemma) for (form, upos), lemma in sorted(table.exceptions.items())]
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(("kind", "upos", "form_or_ending", "cut", "lemma_or_added"))
        writer.writerows(rows)


def learn_lemmas(examples: Iterable[tuple[str, int, str]]) -> LemmaTable:
    """A table from (form, part of speech, lemma): majority rules of endings, then what they get wrong."""
    counts: dict[tuple[str, int], dict[str, int]] = {}
    for form, upos, lemma in examples:
        plain = form.replace("’", "'")
        key = (plain if upos in _KEEPS_CASE else plain.lower(), upos)
        seen = counts.setdefault(key, {})
        seen[lemma] = seen.get(lemma, 0) + 1
    usual = {key: max(sorted(seen, reverse=True), key=lambda lemma: seen[lemma]) for key, seen in counts.items()}
    rules = _learn_rules(usual)
    table = LemmaTable({}, rules)
    exceptions = {(form, upos): lemma for (form, upos), lemma in usual.items() if table.by_rule(form, upos) != lemma}
    return LemmaTable(exceptions, rules)


def _learn_rules(usual: dict[tuple[str, int], str]) -> dict[tuple[int, str], tuple[int, str]]:
    votes: dict[tuple[int, str], dict[tuple[int, str], int]] = {}
    for (form, upos), lemma in usual.items():
        edit = _edit(form, lemma)
        for length in range(min(MAX_ENDING, len(form)) + 1):
            ballot = votes.setdefault((upos, form[len(form) - length :]), {})
            ballot[edit] = ballot.get(edit, 0) + 1
    chosen = {key: max(sorted(ballot), key=lambda edit: ballot[edit]) for key, ballot in votes.items()}
    frequent = {key: edit for key, edit in chosen.items() if key[1] == "" or _general(votes[key], edit)}
    return {
        (upos, ending): edit
        for (upos, ending), edit in frequent.items()
        if ending == "" or _shorter(frequent, upos, ending) != edit
    }


def _general(ballot: dict[tuple[int, str], int], edit: tuple[int, str]) -> bool:
    return sum(ballot.values()) >= _RULE_SUPPORT and edit[1] == edit[1].lower()


def _shorter(rules: dict[tuple[int, str], tuple[int, str]], upos: int, ending: str) -> tuple[int, str] | None:
    for start in range(1, len(ending) + 1):
        rule = rules.get((upos, ending[start:]))
        if rule is not None:
            return rule
    return None


def _edit(form: str, lemma: str) -> tuple[int, str]:
    common = 0
    while common < min(len(form), len(lemma)) and form[common] == lemma[common]:
        common += 1
    return len(form) - common, lemma[common:]
