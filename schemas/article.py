"""An article: as a format gave it, and as the pipeline takes it on."""

from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from schemas.markers import LongOrNone, LongText
from schemas.vocabulary import Precision, PubStatus


class RawArticle(BaseModel):
    """What a format gave for one record, lenient: types are checked when it becomes an `Article`.

    `text` keeps every character that was decoded. Fields that onrecord does not know are dropped.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    text: object = None
    id: object = None
    url: object = None
    canonical_url: object = None
    headline: object = None
    byline: object = None
    publisher: object = None
    published_at: object = None
    published_precision: object = None
    updated_at: object = None
    lang: object = None
    pub_status: object = None
    section_hints: object = None
    field_sources: object = None
    accessible_for_free: object = None


class Article(BaseModel):
    """A valid article: one row of `articles` but for its revision and load.

    All offsets anywhere refer to `body`, in Unicode code points, end exclusive.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    article_id: str = Field(
        description="SHA-256, 32 hex characters, of [source_id, external_id, else canonical_url, else content_hash]"
    )
    source_id: str = Field(description="Name of the source, as given with --source")
    external_id: str | None = Field(
        description="The record's id at its source; a text file's path relative to the given folder"
    )
    url: str | None = Field(description="Address as given")
    canonical_url: str | None = Field(
        description="Address without fragment, tracking parameters and letter-case differences of the host"
    )
    publisher: str | None = Field(description="Who published it, as given")
    headline: str | None = Field(description="Headline from the metadata; no part of the body, no rows from it")
    byline: tuple[str, ...] = Field(description="Authors as given, in order")
    body: LongText = Field(
        description="The text as given; only CRLF and CR became LF, NUL and unpaired surrogates U+FFFD"
    )
    lang: str = Field(description="Language, ISO 639-1, given or detected; und where unknown")
    lang_confidence: float | None = Field(
        description="Confidence of the detection, 0 to 1, three decimals; NULL where the language was given"
    )
    published_at: AwareDatetime | None = Field(
        description="Instant of publication; read as UTC where the source gives no zone"
    )
    published_tz: str | None = Field(
        description="Zone of published_at at the source: an IANA name or an offset such as +02:00; NULL if not given"
    )
    published_precision: Precision | None = Field(
        description="How exact published_at is: year, month, day, minute or second"
    )
    published_date: date | None = Field(
        description="Day of publication as written at the source; the first of its month or year where no day is given"
    )
    updated_at: AwareDatetime | None = Field(description="Instant of the last update that the source gives")
    pub_status: PubStatus = Field(description="IPTC publication status: usable, withheld or canceled")
    content_hash: str = Field(
        description="What a revision is: hash of headline, byline, body, publisher, publication date, language, status"
    )
    dup_group_id: str = Field(description="Hash of the body: articles that share it say the same words")
    section_hints: tuple[str, ...] | None = Field(
        default=None,
        description="What the format said of each line of the body that is not blank: its section, `text` for prose "
        "that links nowhere, or nothing; NULL where it said nothing of any",
    )
    field_sources: tuple[str, ...] | None = Field(
        default=None,
        description="Where on its page each field was found, as field=place, sorted; NULL for formats with one place",
    )
    accessible_for_free: bool | None = Field(
        default=None, description="Whether the page says that its text is free to read; NULL where it says nothing"
    )
    input_uri: str | None = Field(
        default=None,
        description="File that the record was read from, below the given folder; a file of an archive behind the "
        "archive's name; NULL for articles stored before version 3",
    )
    input_sha256: str | None = Field(
        default=None,
        description="SHA-256 of that file (of the archive, where it lies in one) and its sidecar; NULL where it was "
        "replayed",
    )
    record_index: LongOrNone = Field(
        default=None,
        description="Place of the record in its file, from 0: a line, row, message or web archive's record",
    )
    reader: str | None = Field(default=None, description="Reader that read it, as --format calls it")
    word_count: int = Field(description="Runs of non-space characters in the body", ge=0)

    @property
    def published_month(self) -> str:
        """The hive partition: year and month as written at the source, or `unknown`."""
        return month_of(self.published_date)

    @property
    def derivable(self) -> bool:
        """Whether rows are derived: English, and not withdrawn by its publisher."""
        return self.lang == "en" and self.pub_status == "usable"

    @property
    def published_local(self) -> datetime | None:
        """`published_at` in its own zone, UTC where the zone is unknown."""
        if self.published_at is None or self.published_tz is None:
            return self.published_at
        try:
            return self.published_at.astimezone(ZoneInfo(self.published_tz))
        except (ZoneInfoNotFoundError, ValueError):
            return self.published_at.astimezone(datetime.fromisoformat(f"2000-01-01T00{self.published_tz}").tzinfo)


class StoredArticle(Article):
    """An article as the warehouse holds it: its current revision."""

    revision: int = Field(description="Number of the current revision, from 1", ge=1)


def month_of(day: date | None) -> str:
    """The name of the hive partition of a day: `2026-11`, or `unknown` for no day."""
    return "unknown" if day is None else f"{day.year:04d}-{day.month:02d}"
