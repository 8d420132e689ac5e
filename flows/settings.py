"""Parameters of the flows, one model each; what a person can set, with its default and its meaning."""

from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from flows.installation import ARTICLE_CPU_S, DEFAULT_WAREHOUSE
from flows.readers.registry import readers
from flows.validate.article import ValidationSettings
from schemas.vocabulary import IdFrom

MEGABYTE = 1_000_000


RUNNERS = r"^(auto|(thread|process)(:[1-9][0-9]*)?|(dask|ray)(:.+)?)$"
"""Specs of task runners: what runs the steps, and with how many workers or where."""


DATABASES = r"^(full|none|recent:[1-9][0-9]{0,4})$"
"""What news.duckdb may hold."""

DATABASE = (
    "What news.duckdb holds of the rows of articles: full, recent:MONTHS, none; the rest is read from the Parquet "
    "files, which always have all; the store keeps it until another is given"
)

ID_FROM = (
    "What an article_id is made of beside the source: field, the record's id; path, the file's path below SOURCE with "
    "that id; url, its address; content, its words"
)

REJECT_IDS = (
    "Rejects: to replay, none means all that are open; to erase, beside those of the articles, which go with them"
)

FETCHED = "Folder that keeps what was fetched, as web archives; none: STORE-fetched beside the store"


def _known_format(name: str | None) -> str | None:
    if name is not None and name not in readers():
        raise ValueError(f"no reader of that name; use one of {', '.join(readers())}")
    return name


class StoreSettings(BaseModel):
    """Where the store lies and how long old snapshots stay."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    warehouse: Path = Field(DEFAULT_WAREHOUSE, title="Store", description="Folder of the store")
    keep_snapshots_s: Annotated[float, Field(ge=0)] = Field(
        3600,
        title="Keep old snapshots (seconds)",
        description="Seconds for which an old snapshot stays for those who still read it",
    )

    memory_mb: Annotated[int | None, Field(ge=100)] = Field(
        None,
        title="Memory of DuckDB (MB)",
        description="Memory that DuckDB may use, in MB; none: a quarter of what there is, at least 500",
    )


class DeriveSettings(StoreSettings):
    """How text becomes rows, and by how many workers."""

    runner: str = Field(
        "auto",
        pattern=RUNNERS,
        title="Task runner",
        description="auto, thread[:N], process[:N], dask[:N or address] or ray[:N or address]; N defaults to the cores",
    )
    annotator: str = Field(
        "default",
        title="Annotator",
        description="default, simple, spacy:PIPELINE; none: no rows are derived, articles alone are stored",
    )
    article_cpu_s: Annotated[float | None, Field(gt=0)] = Field(
        ARTICLE_CPU_S,
        title="CPU time an article (seconds)",
        description="CPU seconds that an article may take for each 10,000 words begun; none: what it takes",
    )
    batch_bytes: Annotated[int, Field(ge=10_000)] = Field(
        4 * MEGABYTE, title="Batch size (bytes)", description="Input that one task takes on at most, in bytes"
    )
    aliases: Path | None = Field(
        None,
        title="Aliases (CSV)",
        description="CSV of names that are one entity; the store keeps it until another is given",
    )
    knowledge: Path | None = Field(
        None,
        title="More knowledge (CSV or TSV)",
        description="CSV or TSV of entities with Wikidata ids, added to what ships; for this run alone",
    )
    watch: Path | None = Field(
        None,
        title="Watch list (YAML)",
        description="YAML of rules that say what to raise an alert for, and whom to tell; for this run alone",
    )
    openlineage: str | None = Field(
        None,
        min_length=1,
        title="OpenLineage events to",
        description="File or http(s) address that gets OpenLineage events; none: nothing is told",
    )
    openlineage_namespace: str = Field(
        "onrecord", min_length=1, title="OpenLineage namespace", description="Namespace of the jobs in these events"
    )


class RecordSettings(BaseModel):
    """What is made of a record, wherever it comes from."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source_id: str = Field(
        "default", min_length=1, title="Source", description="Name of the source; part of every article_id"
    )
    id_from: IdFrom = Field("field", title="Article ids from", description=ID_FROM)
    mapping: dict[str, str] = Field(
        {}, title="Columns", description="onrecord's field: the input's column, for CSV, JSONL, Parquet"
    )
    max_body_chars: Annotated[int, Field(ge=1)] = Field(
        10 * MEGABYTE, title="Longest body (characters)", description="Longest body that passes, in code points"
    )

    @property
    def validation(self) -> ValidationSettings:
        """What a valid article is."""
        return ValidationSettings(source_id=self.source_id, id_from=self.id_from, max_body_chars=self.max_body_chars)


class ReadSettings(RecordSettings):
    """What is read, and what passes."""

    sources: tuple[str, ...] = Field(
        title="Files and folders", description="Files, folders, globs; - for standard input"
    )
    format: Annotated[str | None, AfterValidator(_known_format)] = Field(
        None, title="Reader", description="Reader to use for all sources; else by the files' suffixes"
    )
    follow_links: bool = Field(
        True,
        title="Follow links",
        description="Whether links that lead out of a folder are followed; `onrecord serve` sets False",
    )


class LoadSettings(RecordSettings, DeriveSettings):
    """What every load knows, whether its articles come from files, from rejects or from the store itself."""

    max_reject_rate: Annotated[float, Field(ge=0, le=1)] = Field(
        0.2,
        title="Most rejects (share)",
        description="Share of rejected records above which the load is given up; applies from 20 records on",
    )
    restore_erased: bool = Field(
        False, title="Restore erased articles", description="Whether articles that were erased may be loaded again"
    )
    database: Annotated[str | None, Field(pattern=DATABASES)] = Field(
        None, title="Rows in news.duckdb", description=DATABASE
    )
    reject_payload_bytes: Annotated[int, Field(ge=0)] = Field(
        MEGABYTE,
        title="Keep rejected records up to (bytes)",
        description="Size up to which a rejected record is kept whole",
    )

    @property
    def asked(self) -> tuple[str, ...]:
        """What a person named as input: nothing, where rejects or stored articles are taken again."""
        return ()


class IngestSettings(ReadSettings, LoadSettings):
    """Parameters of the main job."""

    sources: tuple[str, ...] = Field(
        (), title="Files and folders", description="Files, folders, globs; - for standard input"
    )
    stdin_file: Path | None = Field(
        None, title="Copy of standard input", description="File that standard input was copied to"
    )
    fetch: tuple[str, ...] = Field(
        (),
        title="Addresses to fetch",
        description="Addresses of feeds, sitemaps and pages that are fetched before the load; none: no network",
    )
    fetched: Path | None = Field(None, title="Folder of fetched pages", description=FETCHED)

    @property
    def asked(self) -> tuple[str, ...]:
        """The sources."""
        return self.sources


class ReplaySettings(DeriveSettings):
    """Parameters of a replay of rejected records."""

    reject_ids: tuple[str, ...] = Field((), title="Rejects", description=REJECT_IDS)
    payload_file: Path | None = Field(
        None, title="Mended payload", description="A mended payload for the one reject that is named"
    )
    id_from: IdFrom = Field("field", title="Article ids from", description=ID_FROM)
    max_body_chars: Annotated[int, Field(ge=1)] = Field(
        10 * MEGABYTE, title="Longest body (characters)", description="Longest body that passes, in code points"
    )


class RederiveSettings(DeriveSettings):
    """Parameters of a new derivation of all stored articles."""

    compare: bool = Field(
        False, title="Compare only", description="Say what would change, and publish nothing; what was derived is kept"
    )


class EraseSettings(StoreSettings):
    """Parameters of an erasure."""

    article_ids: tuple[str, ...] = Field(
        (), title="Articles", description="Articles to erase, with all that was derived from them"
    )
    reject_ids: tuple[str, ...] = Field((), title="Rejects", description=REJECT_IDS)
    reason: str = Field(title="Reason", description="Why, for the erasures table")
    fetched: Path | None = Field(None, title="Folder of fetched pages", description=FETCHED)


class MaintainSettings(StoreSettings):
    """Parameters of the clean-up."""

    dry_run: bool = Field(False, title="Dry run", description="Show what would be freed, free nothing")
    database: Annotated[str | None, Field(pattern=DATABASES)] = Field(
        None, title="Rows in news.duckdb", description=DATABASE
    )
