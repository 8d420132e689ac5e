"""How sure a name is: more with its own score, more where another name of the article speaks for it."""

import pytest

from flows.derive.names.cluster import name_confidence

_SIEVES = ("country", "known_form", "person_part", "acronym", "short_form")


@pytest.mark.parametrize("rule", [*_SIEVES, "exact", "metonym", "spelling", "title", "alias"])
def test_it_rises_with_the_score(rule: str) -> None:
    """It is a chance at all scores, also at 0 and 1."""
    chances = [name_confidence(rule, score / 20) for score in range(21)]
    assert chances == sorted(chances)
    assert 0 < chances[0] < 0.5 < chances[-1] < 1


@pytest.mark.parametrize("rule", _SIEVES)
def test_agreement_with_another_name_speaks_for_it(rule: str) -> None:
    """A surname of a full name is surer than a name that stands alone."""
    assert name_confidence(rule, 0.7) > name_confidence("exact", 0.7)
