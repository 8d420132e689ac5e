"""What an article says of a person beside the name, and when two such descriptions speak for two people.

A contradiction is one of these, and nothing else: two genders; two fields that exclude each other
(`excluding_fields.csv`: farmer, senator); holders of state offices or ranks of two countries; one title of two known
places. A title that is past (*former*) is in no field. Other titles never contradict: a senator becomes president.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from flows.linking.keys import folded, form_key
from seeds.known_entities import known_entities
from seeds.rows import ExcludingFields, GivenName, TitleWord, TitleWordField
from seeds.word_classes import words_of

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_STATE_FIELDS = frozenset({"office", "rank"})
_PRONOUNS = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f", "hers": "f"}


class Description(NamedTuple):
    """A person as one article describes them; empty strings where it says nothing.

    Attributes:
        head: the word of the title that puts it into a field.
        field: that field.
        affiliation: what they belong to, folded; of a known place or organisation its reference.
        gender: m or f, as titles and pronouns have it.
    """

    head: str = ""
    field: str = ""
    affiliation: str = ""
    gender: str = ""

    @property
    def told(self) -> bool:
        """Whether it says anything at all."""
        return self != _NOTHING


_NOTHING = Description()


@lru_cache(maxsize=65_536)
def description(title: str | None, affiliation: str | None, gender_evidence: str | None) -> Description:
    """What the columns of article_entities say."""
    words = [word.casefold() for word in _WORD.findall(title or "")]
    past = any(word in words_of("past_modifier") for word in words)
    head = next((word for word in reversed(words) if word in _fields()), "") if not past else ""
    gender = next((_title_gender()[word] for word in words if word in _title_gender()), _evident(gender_evidence))
    key = form_key(affiliation or "")
    return Description(head, _fields().get(head, ""), _references().get(key) or key, gender)


def contradict(one: Description, other: Description) -> bool:
    """Whether the two describe two people."""
    if one.gender and other.gender and one.gender != other.gender:
        return True
    if (one.field, other.field) in _excluding():
        return True
    places = {one.affiliation, other.affiliation}
    if len(places) == 1 or not all(":" in place for place in places):
        return False
    if one.field in _STATE_FIELDS and other.field in _STATE_FIELDS and all(map(_is_country, places)):
        return True
    return bool(one.head) and one.head == other.head and not any(map(_is_country, places))


def _is_country(reference: str) -> bool:
    return reference.startswith("country:")


def _evident(evidence: str | None) -> str:
    """The gender that `title:Mrs` or `pronoun:she` speaks for; given names are no evidence against each other."""
    source, _, word = (evidence or "").casefold().partition(":")
    genders = {"pronoun": _PRONOUNS, "title": _title_gender()}.get(source, {})
    return genders.get(word.rstrip("."), "")


@lru_cache(maxsize=1)
def _given_genders() -> dict[str, str]:
    return {folded(row.name): row.gender for row in GivenName.rows()}


def given_gender(name: str) -> str:
    """The gender that most bearers of a given name have; empty where the list does not have it."""
    return _given_genders().get(folded(name), "")


@lru_cache(maxsize=1)
def _title_gender() -> dict[str, str]:
    return {row.word.rstrip("."): row.gender for row in TitleWord.rows() if row.gender}


@lru_cache(maxsize=1)
def _fields() -> dict[str, str]:
    return {row.word: row.field for row in TitleWordField.rows()}


@lru_cache(maxsize=1)
def _excluding() -> frozenset[tuple[str, str]]:
    pairs = {(str(row.field), str(row.other)) for row in ExcludingFields.rows()}
    return frozenset(pairs | {(other, field) for field, other in pairs})


@lru_cache(maxsize=1)
def _references() -> dict[str, str]:
    """Forms of known places, demonyms too, that stand for one alone."""
    found: dict[str, set[str]] = {}
    for entity in known_entities():
        for form, _ in entity.forms:
            if entity.kind != "ORG":
                found.setdefault(form_key(form), set()).add(entity.reference)
    return {form: references.pop() for form, references in found.items() if len(references) == 1}
