"""The shipped articles: rows derived now against the rows that were accepted, article by article.

`shipped.jsonl` holds the rows that a person has accepted, an article a line, of each row what a reader of the article
can judge: where it stands and what it says. Agreement is no accuracy: a change that mends a row lowers it too. It makes
seen what a change moves; `make gate ACCEPT="why"` takes the rows of today once they have been read.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import orjson

from flows.derive.annotate import annotator_for
from flows.derive.extract import extract_article
from flows.readers.base import ReadOptions, Slice
from flows.readers.discover import discover
from flows.readers.registry import read_slice
from flows.validate.article import ValidationSettings, to_article
from schemas.article import Article
from tests.gate.measures import Scores, Tally

ACCEPTED = Path(__file__).with_name("shipped.jsonl")
ARTICLES = Path(__file__).resolve().parents[2] / "seeds" / "articles"
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "quotes": ("kind", "speaker_name", "cue_lemma", "polarity", "modality", "addressee_text", "rule", "confidence"),
    "mentions": ("kind", "entity", "confidence"),
    "figures": (
        "kind",
        "value",
        "low",
        "high",
        "modifier",
        "unit",
        "counted_lemma",
        "measure",
        "claimant",
        "modality",
        "confidence",
    ),
    "dates": ("timex_type", "timex_value", "start_date", "end_date", "basis"),
    "paragraphs": ("section",),
}
"""Kind of row -> what is compared where both sides have the row; rows are the same by their span."""

Rows = dict[str, dict[str, list[Any]]]
"""Kind of row -> `start-end` (of a quote, of each of its parts) -> the values of its columns."""


def shipped_scores() -> Scores:
    """Agreement of the rows derived now with those accepted, by kind of row."""
    return scores_of(rows_now())


def scores_of(now: Mapping[str, Rows]) -> Scores:
    """Agreement of such rows with those accepted, by kind of row."""
    accepted = rows_accepted()
    tallies = {kind: Tally() for kind in COLUMNS}
    for name in now.keys() | accepted.keys():
        for kind, tally in tallies.items():
            tally.add(_named(accepted, name, kind), _named(now, name, kind))
    return {f"shipped {kind}": tally.scores() for kind, tally in tallies.items()}


def differences() -> Iterator[str]:
    """Each row that differs, as a line: `-` what was accepted, `+` what is derived now."""
    now, accepted = rows_now(), rows_accepted()
    for name in sorted(now.keys() | accepted.keys()):
        for kind in COLUMNS:
            before, after = (rows.get(name, {}).get(kind, {}) for rows in (accepted, now))
            for place in sorted(before.keys() | after.keys(), key=_first):
                if before.get(place) != after.get(place):
                    yield from (
                        f"{sign} {name} {kind} {place} {side[place]}"
                        for sign, side in (("-", before), ("+", after))
                        if place in side
                    )


def accept() -> None:
    """Take the rows derived now as those expected."""
    lines = (
        orjson.dumps({"id": name, **rows}, option=orjson.OPT_SORT_KEYS) for name, rows in sorted(rows_now().items())
    )
    ACCEPTED.write_bytes(b"".join(line + b"\n" for line in lines))


def rows_accepted() -> dict[str, Rows]:
    """The accepted rows by article; none where nothing was accepted yet."""
    lines = ACCEPTED.read_bytes().splitlines() if ACCEPTED.exists() else ()
    return {one.pop("id"): one for one in map(orjson.loads, lines)}


def rows_now() -> dict[str, Rows]:
    """The rows that the shipped articles give now, by article."""
    return {name_of(one): rows_of(one) for one in shipped_articles()}


def rows_of(article: Article) -> Rows:
    """The rows that an article gives now."""
    return _rows(extract_article(article, annotator_for()))


@lru_cache(maxsize=1)
def shipped_articles() -> tuple[Article, ...]:
    """The shipped articles, as a load validates them."""
    files = discover((str(ARTICLES),)).files
    records = (
        record
        for file in files
        for record in read_slice(Slice(file.uri, file.path, file.format, size=file.size), ReadOptions())
    )
    return tuple(to_article(record.raw, ValidationSettings()) for record in records if record.raw is not None)


def name_of(article: Article) -> str:
    """What tells an article from the others, and a revision from the one before."""
    return f"{article.external_id or article.url or article.article_id} {article.content_hash[:6]}"


def _rows(extracted: dict[str, Any]) -> Rows:
    names = {row["entity_id"]: row["name"] for row in extracted["entities"]}
    for row in extracted["mentions"]:
        row["entity"] = names.get(row["entity_id"])
    for row in extracted["figures"]:
        row["claimant"] = names.get(row["claimant_entity_id"])
    return {
        kind: {_place(row): [row[column] for column in columns] for row in extracted[kind]}
        for kind, columns in COLUMNS.items()
    }


def _place(row: Mapping[str, Any]) -> str:
    return " ".join(f"{part['start_char']}-{part['end_char']}" for part in row.get("parts", (row,)))


def _first(place: str) -> int:
    return int(place.partition("-")[0])


def _named(rows: Mapping[str, Rows], name: str, kind: str) -> dict[Any, dict[str, object]]:
    places = rows.get(name, {}).get(kind, {})
    return {place: dict(zip(COLUMNS[kind], values, strict=True)) for place, values in places.items()}
