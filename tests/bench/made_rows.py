"""Rows of made-up articles that are like those of an archive, without the derivation; the same on every machine.

What matters for the cost of a store is real: names follow Zipf's law, so that a few stand in every second article and
most in one; one quote in twenty is a wire's and stands in articles of the same days; one article in thirty is another
one's text with a paragraph more; outlets end their articles with the same paragraph day after day. What does not matter
is not: the words are in no order. Every row points at its text, so that all checks of the store hold.
"""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from schemas.ids import hash_id, hash_text, row_id
from schemas.tables import BY_NAME, Column
from tests.bench.articles import _VOCABULARY
from tests.bench.bench_links import SYLLABLES
from warehouse.parquet.staging import staged_schema

LAST_DAY: Final = date(2026, 10, 31)
"""The archive's last day, on which what is loaded later comes out."""
ARCHIVE_DAYS: Final = 730
TABLES: Final = (
    "articles",
    "article_revisions",
    "paragraphs",
    "article_entities",
    "mentions",
    "quotes",
    "quote_parts",
    "figures",
    "dates",
)
"""The tables that have rows; a tenth of an archive's rows are in the others."""

BARE: Final = 2
"""As many of them has an article of which nothing is derived."""

_NAMES: Final = 5_000_000
_ZIPF: Final = 1.3  # the exponent of `bench_links`
_SPREAD: Final = 10_368_889
"""Odd, so that each rank below 16**6 has a name of its own, and those that are frequent have not one surname."""
_WIRE, _WIRE_QUOTES = 0.05, 20
_COPIED: Final = 30
_OUTLETS, _FURNISHED = 40, 12
_PARAGRAPHS: Final = 4
_RARE = [a + b + c for a in SYLLABLES for b in SYLLABLES for c in SYLLABLES]
_WORDS: Final = _VOCABULARY + _RARE
_ENDS: Final = np.cumsum(1 / np.arange(1, len(_WORDS) + 1))
_BLOCK, _WORDS_OF_ARTICLE = 500, 360
"""Articles whose words are drawn at once: one by one they take three quarters of the time."""
_DAYS_OF_WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NOUNS = ("soldier", "house", "worker", "ship", "vote", "school", "farm", "share")

Row = dict[str, object]


@dataclass
class Made:
    """One article with its rows by table."""

    month: str
    rows: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in TABLES})


@dataclass
class _Writer:
    """Writes a body and notes what stands where."""

    article_id: str
    text: str = ""
    rows: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in TABLES})
    entities: dict[str, Row] = field(default_factory=dict)
    paragraph: int = 0
    begun: int = 0

    def write(self, words: str) -> tuple[int, int]:
        """Append words and return their offsets."""
        start = len(self.text)
        self.text += words
        return start, len(self.text)

    def end_paragraph(self) -> None:
        """Note the paragraph that ends here, and begin another."""
        place: Row = {"paragraph": self.paragraph, "start_char": self.begun, "end_char": len(self.text)}
        self.rows["paragraphs"].append(place)
        self.paragraph += 1
        self.text += "\n\n"
        self.begun = len(self.text)

    def add(self, table: str, key: str, place: tuple[int, int], **values: object) -> str:
        """Add a row of the words at `place` to a table and return its id."""
        start, end = place
        told = row_id(table, self.article_id, start, end)
        row: Row = {"start_char": start, "end_char": end, "text": self.text[start:end], "paragraph": self.paragraph}
        self.rows[table].append({**row, key: told, **values})
        return told

    def name(self, number: int) -> tuple[str, tuple[int, int]]:
        """Write the name of that rank, note its mention, and return its entity and its offsets."""
        entity_id, kind, name = _named(number)
        place = self.write(name)
        self.add("mentions", "mention_id", place, entity_id=entity_id, kind=kind, mention_type="name")
        entity = self.entities.setdefault(
            entity_id, {"entity_id": entity_id, "name": name, "kind": kind, "n_mentions": 0}
        )
        entity["n_mentions"] = int(str(entity["n_mentions"])) + 1
        return entity_id, place


def make_article(number: int, day: date | None = None, *, bare: bool = False) -> Made:
    """Article `number` of the archive, or of that `day`; `bare`: of words alone, with nothing derived from them."""
    copied = day is None and number % _COPIED == 0 and number > 0
    rng = random.Random(number - 1 if copied else number)  # noqa: S311  # no secret depends on it
    day = day or LAST_DAY - timedelta(days=rng.randrange(ARCHIVE_DAYS))
    article_id = hash_id("made", number)
    if bare:
        words = _words_of(number)
        text = "\n\n".join(_next(words, count) for count in (80, 60, 100, 40))
        return _finished(_Writer(article_id, text), number, day, number % _OUTLETS)
    writer = _Writer(article_id)
    words = _words_of(number - 1 if copied else number)
    for _ in range(_PARAGRAPHS):
        _paragraph(writer, rng, day, words)
    if copied:
        _paragraph(writer, random.Random(-number), day, _words_of(number))  # noqa: S311  # as above
    outlet = (number if copied else rng.randrange(_OUTLETS)) % _OUTLETS
    if outlet < _FURNISHED:
        writer.write(f"Outlet {outlet} is read in {outlet + 2} towns; write to its desk if a word in it was wrong.")
        writer.end_paragraph()
    return _finished(writer, number, day, outlet)


def _paragraph(writer: _Writer, rng: random.Random, day: date, words: Iterator[str]) -> None:
    """A quote with its speaker, a figure, and a sentence of words."""
    writer.write(_next(words, 10 + int(rng.random() * 50)).capitalize() + ". ")
    speaker, named = writer.name(_rank(rng))
    cue = writer.write(" said")
    writer.write(" on ")
    said = writer.write(_DAYS_OF_WEEK[(day.weekday() - int(rng.random() * 3)) % 7])
    writer.write(': "')
    place = writer.write(_quote(rng, day, words))
    writer.write('" ')
    _add_quote(writer, speaker, named, (cue[0] + 1, cue[1]), place)
    writer.add("dates", "date_id", said, timex_type="DATE", basis="publication", start_date=day, end_date=day)
    owner, _ = writer.name(_rank(rng))
    writer.write(" has ")
    _add_figure(writer, rng, owner)
    writer.write(" in ")
    writer.name(_rank(rng))
    writer.write(".")
    writer.end_paragraph()


def _add_quote(
    writer: _Writer, speaker: str, named: tuple[int, int], cue: tuple[int, int], place: tuple[int, int]
) -> None:
    name, words = writer.text[named[0] : named[1]], writer.text[place[0] : place[1]]
    told: Row = {
        "kind": "direct",
        "words": words,
        "n_parts": 1,
        "speaker_entity_id": speaker,
        "speaker_entity_ids": [speaker],
        "speaker_name": name,
        "speaker_text": name,
        "speaker_start": named[0],
        "speaker_end": named[1],
        "speaker_kind": "person",
        "cue_text": "said",
        "cue_lemma": "say",
        "cue_start": cue[0],
        "cue_end": cue[1],
        "polarity": "asserts",
    }
    quote_id = writer.add("quotes", "quote_id", place, **told)
    writer.add("quote_parts", "quote_id", place, part=0)
    writer.rows["quote_parts"][-1]["quote_id"] = quote_id


def _add_figure(writer: _Writer, rng: random.Random, owner: str) -> None:
    value, noun = 2 + int(rng.random() * 9998), _NOUNS[int(rng.random() * len(_NOUNS))]
    place = writer.write(str(value))
    writer.write(f" {noun}s")
    writer.add(
        "figures",
        "figure_id",
        place,
        kind="count",
        value=float(value),
        low=float(value),
        high=float(value),
        modifier="exact",
        counted=f"{noun}s",
        counted_lemma=noun,
        entity_id=owner,
        modality="asserted",
        modality_confidence=0.9,
        sentence_start=writer.begun,
        sentence_end=place[1],
    )


def _finished(writer: _Writer, number: int, day: date, outlet: int) -> Made:
    body = writer.text.rstrip("\n")
    content = hash_text(body)
    instant = datetime(day.year, day.month, day.day, 12, tzinfo=UTC) + timedelta(seconds=number % 40_000)
    head = f"Report {number}"
    article: Row = {
        "source_id": "made",
        "external_id": str(number),
        "url": f"https://news.example/{number}",
        "publisher": f"Outlet {outlet}",
        "headline": head,
        "body": body,
        "lang": "en",
        "published_at": instant,
        "published_precision": "second",
        "published_date": day,
        "content_hash": content,
        "dup_group_id": content,
        "word_count": body.count(" ") + 1,
        "input_uri": "made.jsonl",
        "record_index": number,
        "reader": "jsonl",
    }
    made = Made(day.isoformat()[:7], writer.rows)
    made.rows["articles"].append(article)
    made.rows["article_revisions"].append({**article, "change_kind": "new"})
    made.rows["article_entities"] += [{**one, "salience": 0.5, "aliases": []} for one in writer.entities.values()]
    for rows in made.rows.values():
        for row in rows:
            row["article_id"] = writer.article_id
    return made


def _quote(rng: random.Random, day: date, words: Iterator[str]) -> str:
    """The words of a quote: its own, or a wire's of that week."""
    if rng.random() < _WIRE:
        return _wire(day.toordinal() // 7, int(rng.random() * _WIRE_QUOTES))
    return _next(words, 8 + int(rng.random() * 22))


@cache
def _wire(week: int, number: int) -> str:
    return _next(iter(_drawn(-1 - week * _WIRE_QUOTES - number, 1)[0]), 8 + number)


def _next(words: Iterator[str], count: int) -> str:
    return " ".join(islice(words, count))


def _words_of(number: int) -> Iterator[str]:
    """The words of an article, by Zipf's law in no order."""
    return iter(_block(number // _BLOCK)[number % _BLOCK])


@lru_cache(maxsize=2)
def _block(number: int) -> list[list[str]]:
    return _drawn(number, _BLOCK)


def _drawn(seed: int, articles: int) -> list[list[str]]:
    rng = np.random.default_rng(seed % 2**63)
    drawn = np.searchsorted(_ENDS, rng.random((articles, _WORDS_OF_ARTICLE)) * _ENDS[-1])
    found: list[list[str]] = np.array(_WORDS, dtype=object)[drawn].tolist()
    return found


def _rank(rng: random.Random) -> int:
    """The rank of a name, by Zipf's law."""
    rank = int((1 - rng.random()) ** (-1 / (_ZIPF - 1)))
    return rank if rank < _NAMES else int(rng.random() * _NAMES)


@lru_cache(maxsize=100_000)
def _named(rank: int) -> tuple[str, str, str]:
    """Entity, kind and name of a rank: of ten, six persons, two organisations and two places."""
    spread = rank * _SPREAD % 16**6
    digits = [spread // 16**place % 16 for place in range(6)]
    syllables = [SYLLABLES[digit] for digit in digits]
    first, last = "".join(syllables[:2]).title(), "".join(syllables[2:5]).title() + syllables[5]
    kind, name = "PERSON", f"{first} {last}"
    match rank % 10:
        case 6 | 7:
            kind, name = "ORG", f"{first} {last} Board"
        case 8 | 9:
            kind, name = "GPE", f"{first}{last.lower()}"
    return hash_id("made", kind, name), kind, name


def stage(folder: Path, load_id: str, numbers: range, day: date | None = None, *, bare: bool = False) -> None:
    """Write the rows of articles into the staging folder of a load, as a load's workers do."""
    made = [make_article(number, day, bare=bare) for number in numbers]
    for name in TABLES[:BARE] if bare else TABLES:
        path = folder / "rows" / name / f"{numbers.start:010d}.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        rows = [(one.month, row) for one in made for row in one.rows[name]]
        pq.write_table(_table(name, rows, load_id), path)


def _table(name: str, rows: Iterable[tuple[str, Row]], load_id: str) -> pa.Table:
    given = [{**row, "published_month": month} for month, row in rows]
    known = given[0].keys() if given else ()
    arrays = [
        pa.array([row[column.name] for row in given], column.type)
        if column.name in known
        else pa.repeat(_constant(column, load_id), len(given))
        for column in BY_NAME[name].sql_columns
    ]
    return pa.Table.from_arrays(arrays, schema=staged_schema(BY_NAME[name]))


def _constant(column: Column, load_id: str) -> pa.Scalar:
    """What a column holds that the articles do not differ in."""
    told: Row = {"load_id": load_id, "section": "body", "pub_status": "usable", "revision": 1, "rule": "made"}
    told |= {"confidence": 0.9, "span_confidence": 0.9, "seen_at": datetime(2026, 11, 1, tzinfo=UTC)}
    if column.name in told:
        return pa.scalar(told[column.name], column.type)
    if column.nullable:
        return pa.scalar(None, column.type)
    if pa.types.is_list(column.type):
        return pa.scalar([], column.type)
    return pa.scalar("x" if pa.types.is_string(column.type) else 0).cast(column.type)
