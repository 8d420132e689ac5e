"""Names of persons in a draft against those that the store has often."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final, NamedTuple

import duckdb

from flows.checking.finding import Finding, Source
from flows.linking.person_names import is_given_name
from schemas.rows import ArticleEntity, Mention
from seeds.word_classes import words_of

_FREQUENT: Final = 2
"""Articles from which on a spelling is one that others may have missed."""
_NEAR: Final = 0.8
_LONG: Final = 5
"""Letters of a word from which on a letter more or less is a slip: *Lee* and *Leo* are two names."""
_BEGINNING: Final = 3
"""Letters of a title that its abbreviation has: *Sen.*, *Gen.*, *Rep.*"""
_NAMED: Final = """
SELECT
    e.name,
    e.aliases,
    e.n_articles,
    seen.article_id,
    seen.published_date::VARCHAR,
    seen.publisher,
    seen.url,
    seen.title,
    seen.affiliation,
    e.canonical_id
FROM entities AS e
JOIN LATERAL (
    SELECT a.article_id, a.published_date, a.publisher, a.url, ae.title, ae.affiliation
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
_DIED: Final = r"""
SELECT a.article_id, a.published_date::VARCHAR, a.publisher, a.url, regexp_extract(a.body, $died)
FROM links_of_articles AS l
JOIN current_articles AS a USING (article_id)
WHERE l.canonical_id = $person AND regexp_matches(a.body, $died)
ORDER BY a.published_date DESC NULLS LAST, a.article_id
LIMIT 1
"""


Told = tuple[str, str, str, Source]
"""Verdict, the draft's words, what is said of them, and what they were compared with."""


class Stored(NamedTuple):
    """A person of the store, and what the last article says of them that says most."""

    name: str
    aliases: Sequence[str]
    n_articles: int
    article_id: str
    published: str | None
    publisher: str | None
    url: str | None
    title: str | None
    affiliation: str | None
    person: str


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
    entities: Iterable[ArticleEntity], mentions: Iterable[Mention], connection: duckdb.DuckDBPyConnection, body: str
) -> Iterator[Finding]:
    """Persons whose name is spelt otherwise in the store, whose office is another, or gone, or who has died there."""
    places: dict[str, Mention] = {}
    for mention in mentions:
        places.setdefault(mention.entity_id or "", mention)
    for entity in entities:
        words = folded(entity.name)
        if entity.kind != "PERSON" or len(words) == 1 or entity.entity_id not in places:
            continue
        known = [Stored(*row) for row in connection.execute(_NAMED, {"words": list(words)}).fetchall()]
        mention = places[entity.entity_id]
        told = _told(entity, words, known, connection, body)
        if told:
            verdict, text, words_told, source = told
            yield Finding("name", verdict, text, mention.start_char, mention.end_char, words_told, source)


def _told(
    entity: ArticleEntity,
    words: tuple[str, ...],
    known: Sequence[Stored],
    connection: duckdb.DuckDBPyConnection,
    body: str,
) -> Told | None:
    same = [row for row in known if words in {folded(name) for name in (row.name, *row.aliases)}]
    if len(same) > 1:
        return None  # of two of one name, who is meant is not known
    if same:
        return _dead(entity, same[0], connection, body) or _changed(entity, same[0])
    near = [row for row in known if row.n_articles >= _FREQUENT and _misspelt(words, folded(row.name))]
    if near:
        told = f"{near[0].name} in {near[0].n_articles} stored articles"
        return "spelling", entity.name, told, _source(near[0])
    return None


def _dead(entity: ArticleEntity, stored: Stored, connection: duckdb.DuckDBPyConnection, body: str) -> Told | None:
    """What the store says of the death of a person of whose death, or being late, a draft says nothing."""
    died = _DEATH.format(re.escape(entity.name.split()[-1]))
    row = connection.execute(_DIED, {"person": stored.person, "died": died}).fetchone()
    if row is None or re.search(died, body) or _SPOKEN_OF_AS_DEAD.search(body):
        return None
    source = Source(row[0], row[1], row[2], row[3], None, stored.name)
    return "dead", entity.name, f"by the store: {' '.join(row[4].split())}", source


_DEATH: Final = r"\b{}(?:, [^.,;“”\"]{{1,80}},)? (?:has )?(?:died|passed away|was killed)\b"
"""A person's surname and, behind an apposition at most, that they died; what is in marks is somebody else's word."""
_SPOKEN_OF_AS_DEAD: Final = re.compile(
    r"\b(?:the late|died|death|dead|killed|funeral|obituary|posthumous\w*|buried)\b", re.IGNORECASE
)
"""Words of a draft that knows of a death; whose is not asked."""


def _changed(entity: ArticleEntity, stored: Stored) -> Told | None:
    title = stored.title
    if entity.title and title and _is_past(title) and not _is_past(entity.title) and _one_office(entity.title, title):
        return "former", f"{entity.title} {entity.name}", f"{title} when the store last says", _source(stored)
    if _other_title(entity.title, title):
        return "title", f"{entity.title} {entity.name}", f"{title} when the store last says", _source(stored)
    if _other_affiliation(entity, stored):
        told = f"{title}, {stored.affiliation}, when the store last says"
        return "affiliation", f"{entity.name}, {entity.affiliation}", told, _source(stored)
    return None


def _is_past(title: str) -> bool:
    return folded(title)[0].split("-")[0] in words_of("past_office")


def _one_office(title: str, past: str) -> bool:
    return set(folded(title)) <= set(folded(past.replace("-", " ")))


def _other_affiliation(entity: ArticleEntity, stored: Stored) -> bool:
    """Whether one office is held elsewhere: the titles are one, and the names of the two bodies share no word."""
    one, two = entity.affiliation, stored.affiliation
    if not one or not two or not entity.title or not stored.title or folded(entity.title) != folded(stored.title):
        return False
    initials = {"".join(word[0] for word in folded(name)) for name in (one, two)}
    return not {*folded(one)} & {*folded(two)} and not initials & {*folded(one), *folded(two)}


def _source(row: Stored) -> Source:
    return Source(row.article_id, row.published, row.publisher, row.url, None, row.name)


def _other_title(title: str | None, stored: str | None) -> bool:
    """Whether two titles are different offices: both are written as titles, and their words don't begin alike."""
    if not title or not stored or not title.split()[-1][0].isupper() or not stored.split()[-1][0].isupper():
        return False
    one, two = ({word[:_BEGINNING] for word in folded(said)} for said in (title, stored))
    return bool(one and two) and not (one | two) & words_of("courtesy_beginning") and not _one_in(one, two)


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
