"""The search box: what it reads, and what it explains instead of guessing."""

import pytest

from flows.browse.query import LONGEST, QueryError, Term, parse


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("", ()),
        ("  \u00a0 ", ()),
        ("port strike", (Term("port", "", "port"), Term("strike", "", "strike"))),
        ('"port strike"', (Term('"port strike"', "", "port strike"),)),
        ("“port strike”", (Term('"port strike"', "", "port strike"),)),
        ("-denied", (Term("-denied", "", "denied", negated=True),)),
        ("strik*", (Term("strik*", "", "strik*", prefix=True),)),
        ("12:30", (Term("12:30", "", "12:30"),)),
        ("SPEAKER:ann", (Term("SPEAKER:ann", "speaker", "ann"),)),
        ('outlet:="The Post"', (Term('outlet:="The Post"', "outlet", "The Post", exact=True),)),
        ("-value:>=2.5m", (Term("-value:>=2.5m", "value", ">=2.5m", negated=True),)),
        ("speaker:müller", (Term("speaker:müller", "speaker", "müller"),)),
    ],
)
def test_terms(text: str, terms: tuple[Term, ...]) -> None:
    """Words, phrases, fields, and signs before them."""
    assert parse(text) == terms


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('"port strike', "not closed"),
        ('speaker:"ann', "not closed"),
        ("byline:ann", "no field “byline:”"),
        ("speaker:", "stands no value"),
        ('speaker:""', "stands no value"),
        ("!!!", "no letter and no digit"),
        ("-", "no letter and no digit"),
        ("a " * LONGEST, "Ask for less"),
        ("a " * 40, "40 terms"),
    ],
)
def test_explained(text: str, told: str) -> None:
    """What can't be read is explained."""
    with pytest.raises(QueryError, match=told):
        parse(text)
