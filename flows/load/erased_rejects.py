"""Refused records that hold an erased article: they are known by their id or address, or by its words."""

import html
import re
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from flows.load.rejects import payload_of, replay_slice
from flows.readers.base import ReadOptions
from flows.readers.encoding import decode
from flows.readers.registry import read_slice
from flows.validate.record import possible_ids
from schemas.errors import RecordError
from schemas.ledger import Reject

SHARE = 1 / 2
"""Share of an article's runs of words in a record from which on it holds the article: its text, or a version of it."""
_RUN = 5
"""Words of a run: two articles share few of that length (see flows/load/collisions.py for runs of two)."""
_WORD = re.compile(r"\w+")
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|[\"\\/bfnrt])")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,10000}>")
Run = tuple[str, ...]


def rejects_of(rejects: Iterable[Reject], article_ids: Collection[str], bodies: Iterable[str]) -> list[str]:
    """The ids of the rejects whose payload is one of the articles, by its id, its address or its words.

    A record that collided with an article has its id, but is another article: it goes by its words alone.
    """
    holds = holder_of(bodies)
    wanted = frozenset(article_ids)
    return [one.reject_id for one in rejects if _has_id(one, wanted) or holds(payload_of(one) or b"")]


def holder_of(bodies: Iterable[str]) -> Callable[[bytes], bool]:
    """What says whether a record, as it was read, has the words of one of some texts."""
    texts = [runs for body in bodies if (runs := _runs(body))]

    def holds(record: bytes) -> bool:
        runs = _runs(_plain(record)) if texts and record else frozenset()
        return any(len(text & runs) >= SHARE * len(text) for text in texts)

    return holds


def without_erased(file: Path, article_ids: Collection[str]) -> pa.Table:
    """The staged rejects of a file, without the payloads of records that have the id of an erased article."""
    rows = pq.read_table(file, partitioning=None)
    if not article_ids:
        return rows
    kept = [Reject.model_validate(row) for row in rows.to_pylist()]
    gone = set(rejects_of(kept, article_ids, ()))
    payloads = [None if one.reject_id in gone else one.payload for one in kept]
    statuses = ["erased" if one.reject_id in gone else one.status for one in kept]
    for name, values in (("payload", payloads), ("status", statuses)):
        at = rows.schema.get_field_index(name)
        rows = rows.set_column(at, rows.schema.field(at), pa.array(values, rows.schema.field(at).type))
    return rows


def _has_id(reject: Reject, article_ids: Collection[str]) -> bool:
    return reject.error_code != "id_collision" and not _ids(reject).isdisjoint(article_ids)


def _ids(reject: Reject) -> set[str]:
    payload = payload_of(reject)
    if payload is None:
        return set()
    with tempfile.TemporaryDirectory(prefix="onrecord-") as folder:
        path = Path(folder) / "payload"
        path.write_bytes(payload)
        piece = replace(replay_slice(reject, path), whole=True)
        records = read_slice(piece, ReadOptions(mapping=reject.columns))
        return {one for record in records for one in possible_ids(record, piece, reject.source_id)}


def _plain(payload: bytes) -> str:
    """A payload's text without the tags of HTML and the escapes of HTML and JSON."""
    try:
        text = decode(payload)
    except RecordError:
        text = payload.decode("utf-8", "replace")
    text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else " ", text)
    return html.unescape(_TAG.sub(" ", text))


def _runs(text: str) -> frozenset[Run]:
    words = _WORD.findall(text.casefold())
    return frozenset(_windows(words)) if words else frozenset()


def _windows(words: list[str]) -> Iterator[Run]:
    for start in range(max(1, len(words) - _RUN + 1)):
        yield tuple(words[start : start + _RUN])
