"""Derive: the new articles of a parsed file become rows of every article-level table."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import lru_cache, partial

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from flows.derive.text.annotation import Annotator
from flows.load.job import Job
from flows.load.knowledge import knowledge_of
from flows.load.staged import LazyParquet, articles_of, rows_table
from schemas.article import Article
from schemas.rows import DeriveFailure, Row
from schemas.tables import BY_NAME, DERIVED_TABLES
from warehouse.parquet.staging import staged_schema

NO_ANNOTATOR = "none"
"""The annotator's name that switches the derivation off: articles are stored, nothing is derived."""

ARTICLES_AT_ONCE = 256
"""Articles whose rows are held in memory before they are written."""

ARTICLES_BETWEEN_LOOKS = 16
"""Articles after which a worker looks whether the load goes on."""


@dataclass(frozen=True, slots=True)
class DeriveCounts:
    """What a parsed file gave."""

    articles: int
    words: int
    failures: tuple[DeriveFailure, ...] = ()
    """Steps of articles that failed: those articles are stored without the rows of these steps."""


def derive_file(job: Job, name: str) -> DeriveCounts:
    """Write the rows of one parsed file's new articles into `job.rows`, one file a table.

    The rows depend on the articles alone: not on the file, the worker or what came before.
    """
    resolved = pq.read_table(job.resolved / name)
    with ExitStack() as stack:
        writers = _Writers(job, name, stack)
        articles = words = 0
        failures: list[DeriveFailure] = []
        for parsed in _row_groups(job, name):
            new = _new_articles(parsed, resolved)
            writers.revisions(new)
            current = new.filter(new["is_current"])
            writers.articles(current)
            articles += current.num_rows
            words += pc.sum(current["word_count"]).as_py() or 0
            failures += _derive(job, current, writers)
        return DeriveCounts(articles, words, tuple(failures))


def _row_groups(job: Job, name: str) -> Iterator[pa.Table]:
    with pq.ParquetFile(job.parsed / name) as file:
        for number in range(file.num_row_groups):
            yield file.read_row_group(number)


def _new_articles(parsed: pa.Table, resolved: pa.Table) -> pa.Table:
    """Return the new articles of a row group with their revision, in the order of the input."""
    places = pc.index_in(parsed["seq"], value_set=resolved["seq"].combine_chunks())
    is_new = pc.is_valid(places)
    new = parsed.filter(is_new)
    verdicts = resolved.take(places.filter(is_new))
    for name in ("revision", "change_kind", "is_current"):
        new = new.append_column(name, verdicts[name])
    return new


def _derive(job: Job, current: pa.Table, writers: "_Writers") -> list[DeriveFailure]:
    """Write the rows of articles; return the failures, which are among them."""
    failures: list[DeriveFailure] = []
    if job.settings.annotator == NO_ANNOTATOR:
        return failures
    from flows.derive.pipeline import derive_batch, derive_guarded  # noqa: PLC0415  # loads seeds and model

    annotator = annotator_of(job.settings.annotator)
    knowledge = knowledge_of(job.settings.knowledge)
    derive_one = partial(derive_guarded, cpu_seconds=job.settings.article_cpu_s, knowledge=knowledge)
    for start in range(0, current.num_rows, ARTICLES_AT_ONCE):
        articles = articles_of(current.slice(start, ARTICLES_AT_ONCE))
        derived = derive_batch(_while_wanted(job, articles), annotator, derive_one)
        writers.derived(derived.rows, {article.article_id: article for article in articles})
        failures += (row for row in derived.rows["derive_failures"] if isinstance(row, DeriveFailure))
    return failures


def _while_wanted(job: Job, articles: Sequence[Article]) -> Iterator[Article]:
    """Yield the articles from which rows are derived, as long as the load goes on."""
    for number, article in enumerate(articles):
        if number % ARTICLES_BETWEEN_LOOKS == 0:
            job.check_wanted()
        if article.derivable:
            yield article


@lru_cache(maxsize=1)
def annotator_of(spec: str) -> Annotator:
    """Return this process's annotator; it is loaded once, with one thread, since the runner has the workers."""
    from flows.derive.annotate.choose import annotator_for  # noqa: PLC0415  # loads the model

    return annotator_for(spec, threads=1)


class _Writers:
    """The files of new rows, one a table."""

    def __init__(self, job: Job, name: str, stack: ExitStack) -> None:
        self._job = job
        self._name = name
        self._stack = stack
        self._files: dict[str, LazyParquet] = {}

    def articles(self, current: pa.Table) -> None:
        """Write the rows of `articles`."""
        self._write("articles", current.append_column("load_id", self._load_ids(current)))

    def revisions(self, new: pa.Table) -> None:
        """Write the rows of `article_revisions`."""
        new = new.filter(pc.is_valid(new["change_kind"]))
        seen_at = pa.array([self._job.started_at] * new.num_rows, pa.string()).cast(pa.timestamp("us", tz="UTC"))
        new = new.append_column("seen_at", seen_at).append_column("load_id", self._load_ids(new))
        self._write("article_revisions", new)

    def derived(self, rows: Mapping[str, Sequence[Row]], articles: dict[str, Article]) -> None:
        """Write derived rows, each into the month of its article."""
        for table in DERIVED_TABLES:
            of_table = rows.get(table.name, [])
            months = [articles[getattr(row, "article_id")].published_month for row in of_table]  # noqa: B009
            self._write(table.name, rows_table(table, of_table, months, self._job.load_id))

    def _write(self, table: str, rows: pa.Table) -> None:
        schema = staged_schema(BY_NAME[table])
        if table not in self._files:
            file = LazyParquet(self._job.rows / table / self._name, schema)
            self._files[table] = self._stack.enter_context(file)
        self._files[table].write(rows.select(schema.names).cast(schema))

    def _load_ids(self, rows: pa.Table) -> pa.Array:
        return pa.array([self._job.load_id] * rows.num_rows, pa.string())
