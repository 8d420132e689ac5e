"""The ledger's tables: what was loaded, what was refused, what was checked; they survive a failed load."""

import json

from pydantic import AwareDatetime, Field

from schemas.markers import Long, LongOrNone
from schemas.rows import Row
from schemas.vocabulary import LoadStatus, RejectStatus, Severity, WatchKind


class Load(Row):
    """A load: one run of a flow that may change the tables."""

    load_id: str = Field(
        description="Hash of previous load_id, input hashes, versions and parameters; trying again keeps it"
    )
    flow: str = Field(description="The flow that ran: ingest, replay, rederive, erase, maintain")
    flow_run_id: str | None = Field(description="Prefect's id of the run")
    previous_load_id: str | None = Field(description="The finished load before it")
    started_at: AwareDatetime = Field(description="When it began")
    finished_at: AwareDatetime | None = Field(description="When it ended")
    status: LoadStatus = Field(
        description="running, committed, unchanged (nothing new), failed (given up), interrupted (killed)"
    )
    error_message: str | None = Field(description="Why it failed")
    input_uri: str = Field(description="What was read")
    input_sha256: str = Field(description="Hash over the inputs' names and bytes")
    code_version: str = Field(description="Version of onrecord")
    schema_version: int = Field(description="Version of the tables")
    extractor_version: str = Field(description="Version of the extractors, with the hash of model and seeds")
    rows_in: int = Field(description="Records read: the sum of the four counts below", ge=0)
    rows_ok: int = Field(description="New articles and new revisions", ge=0)
    rows_unchanged: int = Field(description="Articles that were stored already, word for word", ge=0)
    rows_duplicate: int = Field(description="New articles whose body another article has; stored and linked", ge=0)
    rows_rejected: int = Field(description="Records that did not pass; kept in rejects", ge=0)
    number: int | None = Field(default=None, description="Place among all loads, from 1: clocks may go back", ge=1)
    rows_new: int | None = Field(default=None, description="New articles of rows_ok; NULL before version 3", ge=0)
    rows_revised: int | None = Field(default=None, description="New revisions of rows_ok; NULL before version 3", ge=0)


class LoadFile(Row):
    """A Parquet file of a snapshot."""

    load_id: str = Field(description="The load that wrote the file")
    snapshot_id: str = Field(description="The snapshot that holds it")
    table_name: str = Field(description="Table that it is part of")
    partition: str | None = Field(description="Hive partition: published_month=2026-11; NULL: the table has none")
    path: str = Field(description="Path below the snapshot's folder")
    rows: Long = Field(description="Rows in the file", ge=0)
    bytes: Long = Field(description="Size of the file", ge=0)
    sha256: str = Field(description="SHA-256 of the file")


class Reject(Row):
    """A record that did not pass, kept whole up to a limit, with a way to replay it."""

    reject_id: str = Field(description="Hash of source, position and payload: the same record again is the same reject")
    load_id: str = Field(description="The load that refused it last")
    input_uri: str = Field(description="File or stream that it came from")
    source_id: str = Field(description="Name of the source, as given with --source")
    format: str = Field(description="Reader that read it, as --format calls it: text, jsonl, csv, html, warc …")
    mapping: str | None = Field(description="Column names of its load (--map), as JSON; NULL: onrecord's own")
    record_index: Long = Field(description="Position in the input, from 0", ge=0)
    byte_start: LongOrNone = Field(description="Offset of the record in the (uncompressed) input, where known")
    byte_end: LongOrNone = Field(description="Offset behind the record, where known")
    payload: str | None = Field(description="The record as read; NULL beyond the limit (see payload_bytes) or erased")
    payload_encoding: str = Field(description="utf-8: payload is the text; base64: payload holds the raw bytes")
    payload_bytes: Long = Field(description="Size of the whole record in bytes", ge=0)
    payload_sha256: str = Field(description="SHA-256 of the whole record")
    error_code: str = Field(description="What is wrong, in one word; the codes are listed in README")
    error_path: str = Field(description="Where in the record; empty for the record as a whole")
    error_message: str = Field(description="What is wrong and what to do; never the record's text")
    status: RejectStatus = Field(
        description="open; replayed: taken again, with a newer reject if it failed again; dropped: given up by a "
        "person; erased: its payload is gone on demand, or as that of an erased article"
    )
    times_seen: int = Field(default=1, description="Loads that refused it", ge=1)

    @property
    def columns(self) -> dict[str, str]:
        """The column names of its load: onrecord's field to the input's column."""
        told: dict[str, str] = json.loads(self.mapping or "{}")
        return told


class CheckResult(Row):
    """What a check said about a load."""

    load_id: str = Field(description="The load that was checked")
    check_name: str = Field(description="Name of the check: its file in warehouse/checks")
    severity: Severity = Field(description="blocking: the load is given up; warning: it goes on")
    failing_rows: int = Field(description="Rows that break the rule", ge=0)
    sample: str | None = Field(description="Keys of up to five of them; never article text")
    checked_at: AwareDatetime = Field(description="When it ran")


class Erasure(Row):
    """An article, or a refused record, that was erased on demand: what is left is that it was."""

    erasure_id: str = Field(description="Hash of article or reject, and load")
    article_id: str | None = Field(description="The article that is gone; NULL where it is a reject's payload")
    load_id: str = Field(description="The load that erased it")
    reason: str = Field(description="Why, as given")
    erased_at: AwareDatetime = Field(description="When it was erased")
    reject_id: str | None = Field(default=None, description="The reject whose payload is gone; NULL: an article")


class Alert(Row):
    """What a rule of a watch list found; it holds ids alone, so that an erased article leaves no word in it."""

    alert_id: str = Field(description="Hash of the rule's name and of what was found: it is raised once")
    load_id: str = Field(description="The load that brought it")
    rule: str = Field(description="Name of the rule")
    watch: WatchKind = Field(
        description="names: somebody or something is named; quotes: somebody is quoted; outlets: an article of an "
        "outlet; figures: a figure beyond a threshold; disputes: figures that can't both be right; words: a person's "
        "words changed from before"
    )
    article_id: str = Field(description="The article that it is found in")
    subject_id: str = Field(
        description="What was found: canonical_id for names, quote_id for quotes and words, figure_id for figures and "
        "disputes, article_id for outlets"
    )
    other_id: str | None = Field(
        description="disputes: the other figure_id; words: the quote_id as it was before, NULL where that was an "
        "earlier revision of the article"
    )
    raised_at: AwareDatetime = Field(description="When it was found")
    written_at: AwareDatetime | None = Field(
        description="When the rules' file had it, or there was none; NULL: not yet, the next load tries again"
    )
    sent_at: AwareDatetime | None = Field(
        description="When the rules' address took it, or there was none; NULL: not yet, the next load tries again"
    )


class Annotation(Row):
    """A span that a person marked in an article, or with the label Article that the article was annotated.

    It holds no text. Of an article the annotation of the last load that brought one holds, on the body that it was
    made on.
    """

    annotation_id: str = Field(description="Hash of load, article, label and offsets")
    article_id: str = Field(description="The article")
    body_hash: str = Field(description="dup_group_id of the article when it was annotated: offsets are of that body")
    label: str = Field(description="A kind of name (PERSON, ORG …), Quote, Speaker, Figure, Date; Article: the whole")
    start_char: int = Field(description="Offset of the first character in the body, in code points", ge=0)
    end_char: int = Field(description="Offset behind the last character", ge=0)
    speaker_start: int | None = Field(description="Of a Quote: offset of the words that name its speaker; NULL: nobody")
    speaker_end: int | None = Field(description="Of a Quote: offset behind them")
    annotator: str | None = Field(description="Who annotated it, as the tool has it: a number, never a name or address")
    annotated_at: AwareDatetime | None = Field(description="When it was annotated, where the tool says so")
    load_id: str = Field(description="The load that brought it")


class SchemaMigration(Row):
    """A step from one version of the tables to the next."""

    version: int = Field(description="Version reached", ge=1)
    name: str = Field(description="Name of the migration")
    applied_at: AwareDatetime = Field(description="When it was applied")
