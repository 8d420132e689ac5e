"""Names that a place and a person may bear (*Washington*, *Houston*), told apart by the sentence of each mention."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from flows.derive.names.cluster import parts_of, surname
from flows.derive.names.find import Name
from flows.derive.names.signs import is_aged
from flows.derive.text.cues import verbs
from flows.derive.text.signs import ACTIVE_SUBJECTS
from flows.derive.text.subjects import head_of
from flows.derive.text.tokens import Tokens
from seeds.known_entities import known_entities
from seeds.people import countries_of_seats
from seeds.word_classes import words_of

_PLACES = frozenset({"GPE", "LOC", "FAC"})


def told_apart(tokens: Tokens, names: Sequence[Name]) -> list[Name]:
    """The names; one that a known place has is a place or a person as its sentence says.

    It is a place behind *in* and its like, and where nobody of the article bears it in full and no title stands before
    it. It is the person who bears it where it says, speaks or does what only people do, or is of an age.
    """
    texts = [name.text(tokens.body) for name in names]
    full = [parts_of(text) for name, text in zip(names, texts, strict=True) if _in_full(name, text)]
    people = {part for parts in full if parts for part in (surname(parts), parts[0])}
    return [
        _settled(tokens, name, text.casefold() in people) if text in _known_places() and not _titled(name) else name
        for name, text in zip(names, texts, strict=True)
    ]


def _in_full(name: Name, text: str) -> bool:
    return name.kind == "PERSON" and " " in text


def _titled(name: Name) -> bool:
    return name.title[0] < name.title[1]


def _settled(tokens: Tokens, name: Name, borne: bool) -> Name:
    if is_aged(tokens, tokens.token_at(name.end - 1) + 1):
        return replace(name, kind="PERSON")
    if name.kind == "PERSON" and not borne:
        return replace(name, kind="GPE")
    if not borne:
        return name
    token = head_of(tokens, (name.start, name.end))
    cases = {tokens.lower[case] for case in tokens.dependents(token, "case")} if tokens.has_syntax else set()
    if name.kind == "PERSON" and cases & words_of("place_preposition"):
        return replace(name, kind="GPE")
    if name.kind in _PLACES and not cases and _does_what_people_do(tokens, token):
        return replace(name, kind="PERSON")
    return name


def _does_what_people_do(tokens: Tokens, token: int) -> bool:
    governor = tokens.heads[token]
    if governor < 0 or tokens.deprel[token] not in ACTIVE_SUBJECTS:
        return False
    return tokens.lemmas[governor] in verbs() or tokens.lemmas[governor] in words_of("personal_verb")


@lru_cache(maxsize=1)
def _known_places() -> frozenset[str]:
    """Names of one word that cities and states have, countries left out: the annotator knows those."""
    known = {
        form
        for entity in known_entities()
        if entity.kind == "GPE" and not entity.reference.startswith("country:")
        for form, form_kind in entity.forms
        if form_kind != "acronym"
    }
    return frozenset(form for form in known | set(countries_of_seats()) if " " not in form and "." not in form)
