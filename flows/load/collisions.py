"""Ids that collide: two articles under one id are no revisions of each other.

Files that number their records 1, 2, 3 give the articles of every month the same ids. A record collides with the
version before it if it says other words under another address or headline; it is refused then, kept whole, and the
version before it stays. What grew, was cut or was rewritten in part shares words, and is a revision.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from operator import attrgetter
from typing import NamedTuple

import duckdb

from flows.load.job import Job
from flows.load.parse import RejectFile, records_of
from flows.load.staged import batch_of, first_seq
from schemas.errors import RecordError

SHARED = 1 / 5
"""Share of words below which two texts are two articles.

Measured on pairs of unrelated articles of eight collections (1,500 each): of all words they share a fifth in 1 to 2 of
100 pairs at most (Jaccard), of the shorter one's runs of two words in 0 to 1.3 of 100. An article of which the other is
the beginning shares all such runs, however much was added."""

FEWEST_WORDS = 20
"""Words that both texts need to tell two articles apart where neither has an address or headline to compare."""

_WORD = re.compile(r"\w+")
_AT_ONCE = 100

_SUSPECTS = """
CREATE TEMP TABLE suspects AS
WITH versions AS (
    SELECT i.article_id, i.content_hash, p.canonical_url, p.headline
    FROM incoming AS i JOIN parsed AS p USING (seq)
    {stored}
)
SELECT article_id
FROM versions
GROUP BY article_id
HAVING count(DISTINCT content_hash) > 1 AND (
    count(DISTINCT canonical_url) > 1 OR count(DISTINCT headline) > 1
    OR (count(DISTINCT canonical_url) = 0 AND count(DISTINCT headline) = 0)
)
"""

_OF_STORED = """UNION ALL
    SELECT article_id, content_hash, canonical_url, headline FROM news.articles SEMI JOIN incoming USING (article_id)"""

_VERSIONS = """
SELECT i.article_id, i.seq, i.content_hash, p.canonical_url, p.headline, p.body, NULL AS place
FROM incoming AS i JOIN parsed AS p USING (seq)
WHERE i.article_id IN (FROM suspects)
{stored}
ORDER BY article_id, seq
"""

_STORED_VERSIONS = """UNION ALL
SELECT a.article_id, -1, a.content_hash, a.canonical_url, a.headline, a.body, l.input_uri
FROM news.articles AS a LEFT JOIN news.loads AS l USING (load_id)
WHERE a.article_id IN (FROM suspects)"""

_SEEN = "SELECT DISTINCT content_hash FROM news.article_revisions WHERE article_id = ?"


class _Version(NamedTuple):
    article_id: str
    seq: int
    """Place in the input; -1: the stored version."""
    content_hash: str
    url: str | None
    headline: str | None
    body: str
    place: str | None
    """What the load of the stored version read."""


class _Collision(NamedTuple):
    seq: int
    other: int
    place: str | None


def refuse_collisions(con: duckdb.DuckDBPyConnection, job: Job, *, has_news: bool) -> int:
    """Delete the records that collide from the table `incoming`, write their rejects, and return how many they were.

    A text that was a revision of the article already is none of them: it was let in once.
    """
    con.read_parquet(sorted(map(str, job.parsed.glob("*.parquet")))).create_view("parsed")
    con.execute(_SUSPECTS.format(stored=_OF_STORED if has_news else ""))
    found = list(_collisions(con, has_news=has_news))
    if found:
        con.execute("DELETE FROM incoming WHERE seq IN (SELECT unnest(?))", [[one.seq for one in found]])
        _write_rejects(job, found)
    return len(found)


def _collisions(con: duckdb.DuckDBPyConnection, *, has_news: bool) -> Iterator[_Collision]:
    with con.cursor() as beside:
        for article_id, chain in groupby(_versions(con, has_news=has_news), key=attrgetter("article_id")):
            seen = {row[0] for row in beside.execute(_SEEN, [article_id]).fetchall()} if has_news else set()
            yield from _of_chain(chain, seen)


def _versions(con: duckdb.DuckDBPyConnection, *, has_news: bool) -> Iterator[_Version]:
    found = con.execute(_VERSIONS.format(stored=_STORED_VERSIONS if has_news else ""))
    while rows := found.fetchmany(_AT_ONCE):
        yield from (_Version(*row) for row in rows)


def _of_chain(chain: Iterable[_Version], seen: set[str]) -> Iterator[_Collision]:
    """The versions of an article that collide with the one before, as if each came in a load of its own."""
    current: _Version | None = None
    for version in chain:
        known = version.content_hash in seen or current is None or version.content_hash == current.content_hash
        if known or current is None or not _are_two(version, current):
            current = version
            seen.add(version.content_hash)
        else:
            yield _Collision(version.seq, current.seq, current.place)


def _are_two(one: _Version, other: _Version) -> bool:
    """Whether two versions under one id are two articles."""
    addresses, headlines = (one.url, other.url), (_folded(one.headline), _folded(other.headline))
    compared = [pair for pair in (addresses, headlines) if all(pair)]
    if compared and not any(first != second for first, second in compared):
        return False
    words, others = _words(one.body), _words(other.body)
    if not compared and min(len(words), len(others)) < FEWEST_WORDS:
        return False
    return _jaccard(set(words), set(others)) < SHARED and _contained(_runs(words), _runs(others)) < SHARED


def _folded(text: str | None) -> str:
    return " ".join(_words(text or ""))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _runs(words: list[str]) -> set[tuple[str, str]]:
    return set(pairwise(words))


def _jaccard(one: set[str], other: set[str]) -> float:
    return len(one & other) / max(len(one | other), 1)


def _contained(one: set[tuple[str, str]], other: set[tuple[str, str]]) -> float:
    return len(one & other) / max(min(len(one), len(other)), 1)


def _write_rejects(job: Job, collisions: list[_Collision]) -> None:
    """Read the batches that hold collisions once more, for the records as they came and for their places."""
    wanted = {one.seq: one for one in collisions}
    named = {one.other for one in collisions}
    places: dict[int, str] = {}
    with RejectFile(job, "collisions") as rejects:
        for number in sorted({batch_of(seq) for seq in (*wanted, *named) if seq >= 0}):
            for seq, (piece, record) in enumerate(records_of(job, number), first_seq(number)):
                if seq in named:
                    places[seq] = f"{piece.uri}, record {record.index}"
                if one := wanted.get(seq):
                    rejects.add(piece, record, _error(places.get(one.other) or one.place or "an earlier load"))


def _error(place: str) -> RecordError:
    message = (
        f"another article has its id: the one of {place}; they share less than a fifth of their words. "
        "Replay it with --id path, url or content, and load files that number their records so, "
        "or each with a --source of its own"
    )
    return RecordError("id_collision", "id", message)
