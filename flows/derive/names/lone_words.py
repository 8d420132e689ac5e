"""What speaks for the kind of a name of one word that nobody introduces: what the world knows, what it stands with.

Persons are told by a full name or a title before their surname stands alone; firms and cities are told by nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from flows.derive.names.find import Name
from flows.derive.names.signs import Sign, modifies_class
from flows.derive.text.subjects import head_of
from flows.derive.text.tokens import Tokens
from schemas.vocabulary import EntityKind
from seeds.knowledge import PLACES, Entry, Flag, Knowledge
from seeds.people import gender_of_given_name, title_words
from seeds.word_classes import words_of

_KNOWN = 50
"""Prominence from which an entry is reckoned with: below are clubs and towns that hardly any news tells of."""
_CITY = 200_000
"""People from which on a city is told by its name alone where its country is named: assumed."""
_SHORTEST = 3
"""Letters from which a name is more than the code of a state."""
_OF_CLUBS = frozenset({"boss", "captain", "chairman", "coach", "director", "manager", "owner", "player", "skipper"})
"""Who clubs have as well, which are called by their towns."""
_AMBIGUOUS = int(Flag.WORD | Flag.SHORT)


def lone_signs(
    tokens: Tokens, name: Name, best: EntityKind, knowledge: Knowledge, lands: AbstractSet[str]
) -> Iterator[Sign]:
    """The signs of a name of one word that is no part of a person's full name in the article.

    `lands` are the codes of the countries that it names.
    """
    text = name.text(tokens.body)
    if best == "PERSON" and text.casefold() not in gender_of_given_name():
        yield "article", "alone"
        yield from _known(text, knowledge, lands)
    elif best in {"GPE", "FAC"} and len(text) >= _SHORTEST and _names_bodies_alone(text, knowledge):
        yield from _known(text, knowledge, lands)
    elif best == "ORG" and (modifies_class(tokens, name) or _is_home(tokens, name)) and _is_town(text, knowledge):
        yield "article", "town_of_firm"


def _known(text: str, knowledge: Knowledge, lands: AbstractSet[str]) -> Iterator[Sign]:
    found = [one for one in knowledge.find(text) if one.entry.prominence >= _KNOWN and not one.flags & _AMBIGUOUS]
    kinds = {one.entry.kind for one in found}
    if kinds == {"ORG"}:
        yield "article", "known_firm"
    elif found and kinds <= PLACES and any(_is_city(one.entry) and one.entry.country in lands for one in found):
        yield "article", "known_city"


def _names_bodies_alone(text: str, knowledge: Knowledge) -> bool:
    return {one.entry.kind for one in knowledge.find(text)} == {"ORG"}


def _is_home(tokens: Tokens, name: Name) -> bool:
    """*a Toronto lawyer*: what a person is, who plays for no team, right behind a name in small letters."""
    behind = tokens.token_at(name.end - 1) + 1
    word = tokens.words[behind] if behind < len(tokens) else ""
    if name.text(tokens.body).casefold() in words_of("common_body_word"):
        return False
    return word in words_of("person_noun") | title_words().keys() and word not in words_of("team_role") | _OF_CLUBS


def _is_city(entry: Entry) -> bool:
    return (entry.population or 0) >= _CITY


def _is_town(text: str, knowledge: Knowledge) -> bool:
    return any(one.entry.kind == "GPE" and one.entry.prominence >= _KNOWN for one in knowledge.find(text))


def joined(tokens: Tokens, names: Sequence[Name], keys: Mapping[int, str]) -> Iterable[tuple[str, str]]:
    """The wordings of names that *and* or a comma joins: *Alibaba and Meituan*; `keys` are those of names by index."""
    if not tokens.has_syntax:
        return
    at = {head_of(tokens, (names[place].start, names[place].end)): key for place, key in keys.items()}
    for token, key in at.items():
        other = at.get(tokens.heads[token]) if tokens.deprel[token] == "conj" else None
        if other is not None and other != key:
            yield other, key
