"""Names of persons are taken apart, and compared by their words alone."""

import pytest

from flows.linking.person_names import is_variant, may_stand_for, person_name


@pytest.mark.parametrize(
    ("name", "given", "family", "suffix"),
    [
        ("Joseph R. Biden Jr.", "joseph r", "biden", "jr"),
        ("J.K. Rowling", "j k", "rowling", ""),
        ("JD Vance", "j d", "vance", ""),
        ("JOE BIDEN", "joe", "biden", ""),
        ("Al Gore", "al", "gore", ""),
        ("Al-Kadhimi", "", "al kadhimi", ""),
        ("Mustafa al-Kadhimi", "mustafa", "al kadhimi", ""),
        ("Jan van der Berg", "jan", "van der berg", ""),
        ("Andrés Manuel López Obrador", "andres manuel lopez", "obrador", ""),
        ("Kim Jong Un", "jong un", "kim", ""),
        ("Moon Jae-in", "jae in", "moon", ""),
        ("Xi Jinping", "jinping", "xi", ""),
        ("Lee Harvey Oswald", "lee harvey", "oswald", ""),
        ("Kim Kardashian", "kim", "kardashian", ""),
        ("Jr.", "", "jr", ""),
        ("…", "", "…", ""),
    ],
)
def test_parts(name: str, given: str, family: str, suffix: str) -> None:
    """Given names and initials, the surname with its particles, a suffix; Korean and Chinese names begin with it."""
    parts = person_name(name)
    assert (" ".join(parts.given), " ".join(parts.family), parts.suffix) == (given, family, suffix)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Joseph Biden", "Joseph R. Biden", True),
        ("Joe Biden", "Joseph Robinette Biden Jr.", False),
        ("Joseph R. Biden", "Joseph Robinette Biden", True),
        ("Joseph Biden", "Jill Biden", False),
        ("George W. Bush", "George H.W. Bush", False),
        ("George Bush", "George H.W. Bush", True),
        ("Martin King Jr.", "Martin King Sr.", False),
        ("Martin King Jr.", "Martin King", False),
        ("Bill Smith", "Will Smith", False),
        ("Mustafa al-Kadhimi", "Mustafa Kadhimi", True),
        ("Jan van der Berg", "Jan Berg", False),
        ("J. Biden", "Joe Biden", False),
        ("José García", "Jose Garcia", True),
    ],
)
def test_variants(one: str, other: str, expected: bool) -> None:
    """Middle names and initials must fit, suffixes must not contradict, given names be the same or a nickname's."""
    assert is_variant(person_name(one), person_name(other)) is expected
    assert is_variant(person_name(other), person_name(one)) is expected


@pytest.mark.parametrize(
    ("part", "full", "expected"),
    [
        ("Biden", "Joe Biden", True),
        ("Joe", "Joe Biden", False),
        ("Kadhimi", "Mustafa al-Kadhimi", True),
        ("Al-Kadhimi", "Mustafa Kadhimi", True),
        ("van der Berg", "Jan Berg", False),
        ("J. Biden", "Joe Biden", True),
        ("R. Biden", "Joe Biden", False),
        ("J.R. Biden", "Joseph R. Biden", True),
        ("López Obrador", "Andrés Manuel López Obrador", True),
        ("James Obrador", "Andrés James Obrador", False),
        ("Kim", "Kim Jong Un", True),
        ("Un", "Kim Jong Un", False),
    ],
)
def test_parts_that_stand_for_a_name(part: str, full: str, expected: bool) -> None:
    """A surname, with initials that fit or the surname before it, stands for a full name; a given name does not."""
    assert may_stand_for(person_name(part), person_name(full)) is expected
