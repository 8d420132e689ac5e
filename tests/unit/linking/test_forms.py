"""Forms that are known beforehand: one entity's, in its period, of a kind that fits; else they decide nothing."""

import pytest

from flows.linking.descriptions import Description
from flows.linking.evidence import Seen
from flows.linking.forms import Forms
from schemas.corpus import EntityAlias
from schemas.ids import hash_id
from seeds.known_entities import KnownEntity

KNOWN = (
    KnownEntity("wikidata:Q1", "Q1", "World Health Board", "ORG", (("World Health Board", "name"), ("WHB", "acronym"))),
    KnownEntity("wikidata:Q2", "Q2", "Georgia", "GPE", (("Georgia", "name"), ("Ga.", "alias"))),
    KnownEntity("country:GE", "Q3", "Georgia", "GPE", (("Georgia", "name"), ("Georgian", "demonym"))),
)


def alias(name: str, other: str, **more: str) -> EntityAlias:
    """A row of the alias table."""
    return EntityAlias.model_validate(dict.fromkeys(EntityAlias.model_fields) | {"name": name, "alias": other} | more)


def found(forms: Forms, name: str, kind: str = "ORG", month: str = "2024-03", entity_id: str = "") -> str | None:
    """The external_id, else the name, of what a name is known to be."""
    told = forms.known(Seen(entity_id, kind, name, month, Description(), 1))
    return (told[0].external_id or told[0].name) if told else None


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("the World Health Board", "ORG", "Q1"),
        ("World Health Board", "GPE", "Q1"),
        ("World Health Board", "PERSON", None),
        ("W.H.B.", "ORG", "Q1"),
        ("Whb", "ORG", None),
        ("Ga.", "GPE", "Q2"),
        ("Ga.", "ORG", None),
        ("Georgia", "GPE", None),
        ("Georgian", "NORP", None),
    ],
)
def test_seeds(name: str, kind: str, expected: str | None) -> None:
    """Short acronyms as written, kinds that the annotator confuses, no form of two entities, no demonym."""
    assert found(Forms(KNOWN, ()), name, kind) == expected


def test_an_id_says_it_by_itself() -> None:
    """An entity that the derivation knew to be the country is the country."""
    assert found(Forms(KNOWN, ()), "Georgia", "GPE", entity_id=hash_id("entity", "country:GE")) == "Q3"


def test_aliases_in_their_period() -> None:
    """An alias holds from its first to its last month; with a period it does not hold for undated articles."""
    forms = Forms((), [alias("Ada", "Bo", kind="PERSON", holds_from="2024-02", holds_to="2024-03")])
    months = ("2024-01", "2024-02", "2024-03", "2024-04", "unknown")
    assert [found(forms, "Bo", "PERSON", month) for month in months] == [None, "Ada", "Ada", None, None]
    assert found(forms, "Ada", "PERSON", "unknown") == "Ada"
    assert found(forms, "Bo", "ORG", "2024-02") is None


def test_aliases_go_before_the_seeds_and_join_them() -> None:
    """A row may point at the seeds' entity by name or id, and overrule them; two rows for one form decide nothing."""
    forms = Forms(KNOWN, [alias("World Health Board", "Doctors"), alias("The State", "Georgia", external_id="Q2")])
    assert found(forms, "Doctors") == "Q1"
    assert found(forms, "Georgia", "GPE") == "Q2"
    assert found(Forms((), [alias("Ada", "Bo"), alias("Cy", "Bo")]), "Bo") is None


def test_rows_of_one_name_complete_each_other() -> None:
    """Kind and id that one row gives hold for the others of that name."""
    forms = Forms((), [alias("Ada", "Bo", kind="PERSON", external_id="X1"), alias("Ada", "Cy")])
    assert found(forms, "Cy", "PERSON") == "X1"
    assert found(forms, "Cy", "ORG") is None
