"""Parse: a batch of input slices becomes files of valid articles and files of rejected records."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from flows.load.done import mark, recalled
from flows.load.job import Job
from flows.load.rejects import reject_row
from flows.load.staged import PARSED_SCHEMA, LazyParquet, first_seq, parsed_table
from flows.readers.base import Payload, ReadOptions, Record, Slice
from flows.readers.guard import tried
from flows.readers.registry import read_slice
from flows.validate.record import article_of
from schemas.article import Article
from schemas.errors import RecordError
from schemas.ledger import Reject
from schemas.tables import BY_NAME

FLUSH_CHARS = 8_000_000
"""Text that is held in memory before it is written."""


RECORDS_BETWEEN_LOOKS = 500
"""Records after which a worker looks whether the load goes on."""


@dataclass(frozen=True, slots=True)
class ParseCounts:
    """What became of the records of a batch."""

    read: int
    rejected: int
    empty: tuple[str, ...] = ()
    """Files without any record, such as a table that is a header alone."""
    kept: bool = False
    """Whether an earlier attempt at the load had parsed the batch."""


def parse_batch(job: Job, number: int) -> ParseCounts:
    """Read one batch of `job` into `job.parsed` and `job.rejects`, and say how many records there were.

    A batch that an earlier attempt at the load has parsed is taken over as it is. Of a file that changed since the load
    was planned, or while it was read here, nothing is taken but one reject: its hash stands for other bytes.

    Memory stays flat whatever the size of the batch; a batch that grows beyond the settings' `batch_bytes`
    (compressed input) is written as several files, so that the next step can share it out.
    """
    name = f"{number:06d}"
    if done := recalled(job, "parse", name):
        told = done.counts
        return ParseCounts(told["read"], told["rejected"], tuple(told["empty"]), kept=True)
    for left in _files_of(job, name):
        left.unlink()
    changed = _changed(job, number)
    counts = _parse(job, number)
    if (now := _changed(job, number)) != changed:
        return parse_batch(job, number)
    if not any(now):
        told = {"read": counts.read, "rejected": counts.rejected, "empty": counts.empty}
        mark(job, "parse", name, told, _files_of(job, name))
    return counts


def _changed(job: Job, number: int) -> list[bool]:
    """Which pieces of a batch are of files that changed since the load was planned."""
    return [piece.changed for piece in job.batches[number]]


def _files_of(job: Job, name: str) -> list[Path]:
    return [*job.parsed.glob(f"{name}-*.parquet"), *job.rejects.glob(f"{name}.parquet")]


def _parse(job: Job, number: int) -> ParseCounts:
    with _ArticleFiles(job, number) as articles, RejectFile(job, f"{number:06d}") as rejects:
        read_count, filled = 0, set[Slice]()
        for piece, found in records_of(job, number):
            if read_count % RECORDS_BETWEEN_LOOKS == 0:
                job.check_wanted()
            seq = first_seq(number) + read_count
            read_count += 1
            article, error = tried(partial(article_of, found, piece, job.settings.validation))
            if article is not None:
                articles.add(seq, article)
            elif error is not None:
                rejects.add(piece, found, error)
            filled.add(piece)
        empty = tuple(piece.uri for piece in job.batches[number] if piece.whole and piece not in filled)
        return ParseCounts(read_count, rejects.count, empty)


def records_of(job: Job, number: int) -> Iterator[tuple[Slice, Record]]:
    """The records of a batch in order, each with the piece of input that it stands in."""
    options = ReadOptions(mapping=job.settings.mapping)
    for piece in job.batches[number]:
        for record in [_of_changed(piece)] if piece.changed else read_slice(piece, options):
            yield piece, record


def _of_changed(piece: Slice) -> Record:
    error = RecordError("changed", "", "the file was changed while it was being loaded; load it again")
    return Record(piece.first_record, Payload(None, 0), error=error)


class _ArticleFiles:
    """The parsed articles of a batch, in files of about `batch_bytes` characters each."""

    def __init__(self, job: Job, number: int) -> None:
        self._job = job
        self._stem = f"{number:06d}"
        self._limit = min(job.settings.batch_bytes, FLUSH_CHARS)
        self._files = 0
        self._articles: list[Article] = []
        self._seqs: list[int] = []
        self._chars = 0

    def add(self, seq: int, article: Article) -> None:
        self._articles.append(article)
        self._seqs.append(seq)
        self._chars += len(article.body)
        if self._chars >= self._limit:
            self._flush()

    def _flush(self) -> None:
        path = self._job.parsed / f"{self._stem}-{self._files:04d}.parquet"
        with LazyParquet(path, PARSED_SCHEMA) as file:
            file.write(parsed_table(self._articles, self._seqs))
        self._files += 1
        self._articles, self._seqs, self._chars = [], [], 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._articles and kind is None:
            self._flush()


class RejectFile:
    """Rejected records of a load, in one file that comes into being with the first of them."""

    def __init__(self, job: Job, name: str) -> None:
        self._job = job
        self._table = BY_NAME["rejects"]
        self._file = LazyParquet(job.rejects / f"{name}.parquet", self._table.arrow_schema)
        self._rows: list[Reject] = []
        self._size = 0
        self.count = 0

    def add(self, piece: Slice, record: Record, error: RecordError) -> None:
        """Keep a record, with where it stands and why it does not pass."""
        settings = self._job.settings
        row = reject_row(
            record,
            piece,
            error,
            load_id=self._job.load_id,
            source_id=settings.source_id,
            mapping=settings.mapping,
            limit=settings.reject_payload_bytes,
        )
        self._rows.append(row)
        self._size += len(row.payload or "")
        self.count += 1
        if self._size >= FLUSH_CHARS:
            self._flush()

    def _flush(self) -> None:
        self._file.write(self._table.arrow_table(list(self._rows)))
        self._rows, self._size = [], 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._flush()
        self._file.__exit__(kind, error, trace)
