"""The sentence around a hit."""

from itertools import pairwise

import pytest

from flows.browse.passages import _ends, _opening, looked_for, marked
from flows.browse.query import parse


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("She left. He stayed.", ["She left.", " He stayed."]),
        ("On Aug. 27 Gov. Brown met J. R. Hill. He left.", ["On Aug. 27 Gov. Brown met J. R. Hill.", " He left."]),
        ("He said “no.” The end.", ["He said “no.”", " The end."]),
        ("It cost $3.5 million… Nobody paid!", ["It cost $3.5 million…", " Nobody paid!"]),
        ("The U.S. Senate met at 5 p.m. on Monday", ["The U.S. Senate met at 5 p.m. on Monday"]),
        ("", [""]),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    """Full stops of abbreviations, initials and numbers end none."""
    places = [0, *_ends(text, 0), len(text)]
    assert [text[a:b] for a, b in pairwise(places)] == sentences


@pytest.mark.parametrize("text", ["Short.", "One. " * 60 + "Two.", "word " * 200, "w" * 2000])
def test_openings_are_short(text: str) -> None:
    """A beginning ends with a sentence, else with a word, and says whether more follows."""
    opening = _opening(text[:321], None)
    shown = "".join(piece.text for piece in opening.pieces)
    assert text.startswith(shown)
    assert 0 < len(shown) <= 320
    assert opening.behind == (len(shown) < len(text) and not shown.endswith("."))


def test_words_looked_for_are_marked() -> None:
    """Whole words, phrases across punctuation, beginnings; not what a field or a minus names."""
    words = looked_for(parse('"port strike" dock* speaker:lee -rain'))
    pieces = marked("A port, strike-bound: dockers, ports, Lee, rain.", words)
    assert [piece.text for piece in pieces if piece.is_word] == ["port, strike", "dockers"]
