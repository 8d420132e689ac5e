"""Refused records: from a record and its error to a row of `rejects`, and back to something a reader takes."""

import base64
import json
from collections.abc import Mapping
from pathlib import Path

from flows.readers.base import Payload, Record, Slice
from flows.readers.registry import reader_named
from schemas.errors import RecordError
from schemas.ids import hash_id
from schemas.ledger import Reject

PAYLOAD_LIMIT = 1_000_000
"""Bytes up to which a refused record is kept whole."""


def reject_row(  # noqa: PLR0913  # a record, where it came from, why it failed, and the load
    record: Record,
    part: Slice,
    error: RecordError,
    *,
    load_id: str,
    source_id: str,
    mapping: Mapping[str, str] | None = None,
    limit: int = PAYLOAD_LIMIT,
) -> Reject:
    """The row that keeps a refused record: whole up to `limit` bytes, else its place, size and hash.

    `mapping` is that of the load, so that the record is read with the same column names when it is replayed.
    """
    payload, encoding = _stored(record.payload, limit)
    digest = record.payload.sha256
    return Reject(
        reject_id=hash_id("rejects", source_id, record.uri or part.uri, part.namesake, record.index, digest),
        load_id=load_id,
        input_uri=record.uri or part.uri,
        source_id=source_id,
        format=record.format or part.format,
        mapping=json.dumps(mapping, sort_keys=True) if mapping else None,
        record_index=record.index,
        byte_start=record.byte_start,
        byte_end=record.byte_end,
        payload=payload,
        payload_encoding=encoding,
        payload_bytes=record.payload.size,
        payload_sha256=digest,
        error_code=error.code,
        error_path=error.path,
        error_message=str(error),
        status="open",
    )


def payload_of(row: Reject) -> bytes | None:
    """The bytes of a refused record; None where they were beyond the limit."""
    if row.payload is None:
        return None
    return base64.b64decode(row.payload) if row.payload_encoding == "base64" else row.payload.encode("utf-8")


def replay_slice(row: Reject, path: Path) -> Slice:
    """What reads a refused record again, once its (mended) payload lies at `path`.

    Index, address and hence the article's id stay those of the first reading; raises OSError.
    """
    with path.open("rb") as file:
        name = reader_named(row.format).payload_format(file.read(1024))
    return Slice(row.input_uri, str(path), name, first_record=row.record_index, size=path.stat().st_size)


def _stored(payload: Payload, limit: int) -> tuple[str | None, str]:
    if payload.data is None or payload.size > limit:
        return None, "utf-8"
    try:
        text = payload.data.decode("utf-8")
    except UnicodeDecodeError:
        text = "\0"
    # A NUL is valid UTF-8, but not every tool that shows or copies the ledger carries one.
    return (base64.b64encode(payload.data).decode("ascii"), "base64") if "\0" in text else (text, "utf-8")
