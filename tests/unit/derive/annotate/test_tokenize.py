"""The tokenizer cuts as the treebanks do and never loses its place in the body."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.derive.annotate.simple import SimpleAnnotator
from flows.derive.annotate.tokenize import tokenize


def words(text: str) -> list[str]:
    """The tokens of a text, as written."""
    starts, ends = tokenize(text, (0, len(text)))
    return [text[a:b] for a, b in zip(starts.tolist(), ends.tolist(), strict=True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr. Roe can't say.", ["Mr.", "Roe", "ca", "n't", "say", "."]),
        ("the U.S. at 5 p.m. paid $1.762bn", ["the", "U.S.", "at", "5", "p.m.", "paid", "$", "1.762", "bn"]),
        ("2,500 people, 30% of US$5", ["2,500", "people", ",", "30", "%", "of", "US$", "5"]),
        ("a well-known ex-minister", ["a", "well", "-", "known", "ex-minister"]),
        ("It’s the workers’ “own” O’Brien", ["It", "’s", "the", "workers", "’", "“", "own", "”", "O’Brien"]),
        ("see https://a.org/x?y=1.", ["see", "https://a.org/x?y=1", "."]),
        ("No. 10 said no. He cannot", ["No.", "10", "said", "no", ".", "He", "can", "not"]),
        ("end.Next the '90s at 10:30am", ["end", ".", "Next", "the", "'90s", "at", "10:30", "am"]),
        ("wait... what?! —yes", ["wait", "...", "what", "?!", "—", "yes"]),
        ("J. K. Rowling, 9/11", ["J.", "K.", "Rowling", ",", "9/11"]),
    ],
)
def test_cuts_as_the_treebanks_do(text: str, expected: list[str]) -> None:
    """Clitics, hyphens, units and currency signs come off; abbreviations, numbers, addresses stay whole."""
    assert words(text) == expected


def test_invisible_characters_are_looked_past() -> None:
    """A zero-width character neither begins, ends nor divides a word; a no-break space divides."""
    text = "\u200bJane\u00a0Roe\u2060, re\u00adport"
    assert words(text) == ["Jane", "Roe", ",", "re\u00adport"]


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("a.'-/@5,$&’\u200b \n")), max_size=200))
def test_tokens_are_ascending_and_cover_everything_visible(text: str) -> None:
    """Tokens never overlap, hold no blank, and leave out blanks and invisible characters only."""
    starts, ends = tokenize(text, (0, len(text)))
    assert (starts < ends).all()
    assert (starts[1:] >= ends[:-1]).all()
    assert not any(char.isspace() for word in words(text) for char in word)
    outside = len([char for char in text if char.isalnum()]) - sum(c.isalnum() for w in words(text) for c in w)
    assert outside == 0


@pytest.mark.parametrize(
    "unit", ["a", "a.", "a-", "1,", "'s", "@", "$", ".", "’", "re-", "a@", "🙂", "é\u0301", "\u200b", "x "]
)
def test_a_long_run_is_cut_in_linear_time(unit: str) -> None:
    """A megabyte of anything repeated ends (a quadratic pattern would not)."""
    text = unit * (1_000_000 // len(unit))
    starts, ends = tokenize(text, (0, len(text)))
    assert len(starts) == len(ends)


def test_paragraph_offsets_refer_to_the_body() -> None:
    """Sentences know their paragraph, tokens their place in the whole body."""
    body = "Headline here\n\nHe left. She stayed."
    seen = SimpleAnnotator().annotate(body, [(0, 13), (15, len(body))])
    assert seen.sentence_paragraph.tolist() == [0, 1, 1]
    assert [body[seen.starts[first] :][:3] for first in seen.sentence_first] == ["Hea", "He ", "She"]
    assert not seen.has_syntax
