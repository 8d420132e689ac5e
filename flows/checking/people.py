"""Names of persons in a draft against those that the store has often."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final

import duckdb

from flows.checking.finding import Finding, Source
from flows.linking.person_names import is_given_name
from schemas.rows import ArticleEntity, Mention

_FREQUENT: Final = 2
"""Articles from which on a spelling is one that others may have missed."""
_NEAR: Final = 0.8
_LONG: Final = 5
"""Letters of a word from which on a letter more or less is a slip: *Lee* and *Leo* are two names."""
_BEGINNING: Final = 3
"""Letters of a title that its abbreviation has: *Sen.*, *Gen.*, *Rep.*"""
_COURTESY: Final = frozenset({"mr", "mrs", "ms", "dr", "mis", "sir"})
"""Such beginnings of titles that are no office."""
_NAMED: Final = """
SELECT
    e.name,
    e.aliases,
    e.n_articles,
    seen.article_id,
    seen.published_date::VARCHAR,
    seen.publisher,
    seen.url,
    seen.title
FROM entities AS e
JOIN LATERAL (
    SELECT a.article_id, a.published_date, a.publisher, a.url, ae.title
    FROM links_of_articles AS l
    JOIN article_entities AS ae USING (article_id, entity_id)
    JOIN current_articles AS a USING (article_id)
    WHERE l.canonical_id = e.canonical_id
    ORDER BY ae.title IS NULL, a.published_date DESC NULLS LAST, a.article_id
    LIMIT 1
) AS seen ON true
WHERE e.kind = 'PERSON' AND list_has_any(string_split(lower(strip_accents(e.name)), ' '), $words::VARCHAR[])
ORDER BY e.n_articles DESC, e.canonical_id
"""
Stored = tuple[str, Sequence[str], int, str, str | None, str | None, str | None, str | None]


def one_person(name: str, other: str) -> bool:
    """Whether two names may be one person's: one has all words of the other, or the surname and the initial agree."""
    one, two = folded(name), folded(other)
    if not one or not two:
        return True
    return set(one) <= set(two) or set(two) <= set(one) or (one[-1] == two[-1] and one[0][0] == two[0][0])


def folded(name: str) -> tuple[str, ...]:
    """The words of a name without case and accents."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return tuple("".join(one for one in plain if not unicodedata.combining(one)).replace(".", " ").split())


def check_names(
    entities: Iterable[ArticleEntity], mentions: Iterable[Mention], connection: duckdb.DuckDBPyConnection
) -> Iterator[Finding]:
    """Persons whose name is spelt otherwise in the store, or whose title there is another one."""
    places: dict[str, Mention] = {}
    for mention in mentions:
        places.setdefault(mention.entity_id or "", mention)
    for entity in entities:
        words = folded(entity.name)
        if entity.kind != "PERSON" or len(words) == 1 or entity.entity_id not in places:
            continue
        known: list[Stored] = connection.execute(_NAMED, {"words": list(words)}).fetchall()
        mention = places[entity.entity_id]
        yield from _findings(entity, words, known, mention.start_char, mention.end_char)


def _findings(
    entity: ArticleEntity, words: tuple[str, ...], known: Sequence[Stored], start: int, end: int
) -> Iterator[Finding]:
    same = [row for row in known if words in {folded(name) for name in (row[0], *row[1])}]
    if same:
        if _other_title(entity.title, same[0][-1]):
            told = f"{same[0][-1]} when the store last says"
            yield Finding("name", "title", f"{entity.title} {entity.name}", start, end, told, _source(same[0]))
        return
    near = [row for row in known if row[2] >= _FREQUENT and _misspelt(words, folded(row[0]))]
    if near:
        told = f"{near[0][0]} in {near[0][2]} stored articles"
        yield Finding("name", "spelling", entity.name, start, end, told, _source(near[0]))


def _source(row: Stored) -> Source:
    return Source(row[3], row[4], row[5], row[6], None, row[0])


def _other_title(title: str | None, stored: str | None) -> bool:
    """Whether two titles are different offices: both are written as titles, and their words don't begin alike."""
    if not title or not stored or not title.split()[-1][0].isupper() or not stored.split()[-1][0].isupper():
        return False
    one, two = ({word[:_BEGINNING] for word in folded(said)} for said in (title, stored))
    return bool(one and two) and not one & _COURTESY and not two & _COURTESY and not _one_in(one, two)


def _one_in(one: set[str], two: set[str]) -> bool:
    return one <= two or two <= one


def _misspelt(words: Sequence[str], stored: Sequence[str]) -> bool:
    """Whether one word alone differs, by little, and is no given name of its own: *Maria* is no slip for *Mario*."""
    if len(words) != len(stored):
        return False
    differing = [(one, two) for one, two in zip(words, stored, strict=True) if one != two]
    return len(differing) == 1 and _slip(*differing[0])


def _slip(word: str, stored: str) -> bool:
    near = SequenceMatcher(None, word, stored, autojunk=False).ratio() >= _NEAR
    return near and min(len(word), len(stored)) >= _LONG and word[0] == stored[0] and not is_given_name(word)
