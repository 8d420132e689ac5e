"""Derive: the new articles of a parsed file become rows of every article-level table."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from functools import lru_cache, partial
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from flows.derive.text.annotation import Annotator
from flows.load.done import mark, recalled
from flows.load.job import Job
from flows.load.knowledge import knowledge_of
from flows.load.staged import LazyParquet, articles_of, rows_table
from schemas.article import Article
from schemas.rows import ArticleRow, DeriveFailure
from schemas.tables import BY_NAME, DERIVED_TABLES
from warehouse.disk.durable import sha256_of
from warehouse.parquet.staging import staged_schema

NO_ANNOTATOR = "none"
"""The annotator's name that switches the derivation off: articles are stored, nothing is derived."""

PART_ARTICLES = 64
"""Articles whose rows are held in memory, then written and marked as done: what a kill costs a worker at most."""

PART_UNDERIVED = 10_000
"""The same where nothing is derived."""

ARTICLES_BETWEEN_LOOKS = 16
"""Articles after which a worker looks whether the load goes on."""


@dataclass(frozen=True, slots=True)
class DeriveCounts:
    """What a parsed file gave."""

    articles: int = 0
    words: int = 0
    failures: tuple[DeriveFailure, ...] = ()
    """Steps of articles that failed: those articles are stored without the rows of these steps."""
    kept: int = 0
    """Those of the articles whose rows an earlier attempt at the load had derived."""

    def __add__(self, other: "DeriveCounts") -> "DeriveCounts":
        return DeriveCounts(
            self.articles + other.articles,
            self.words + other.words,
            self.failures + other.failures,
            self.kept + other.kept,
        )


def derive_file(job: Job, name: str) -> DeriveCounts:
    """Write the rows of one parsed file's new articles into `job.rows`, part by part, one file a table and part.

    The rows depend on the articles alone: not on the file, the worker or what came before. A part that an earlier
    attempt at the load derived of the same articles is taken over; under another load's id it gets this one's.
    """
    made_of = sha256_of(job.resolved / name) + (sha256_of(job.annotations) if job.annotations.exists() else "")
    counts, parts = DeriveCounts(), set()
    for number, new in enumerate(_parts(job, name)):
        part = f"{name.removesuffix('.parquet')}.{number:04d}"
        parts.add(f"{part}.parquet")
        counts += _taken_over(job, part, made_of) or _derived(job, part, new, made_of)
    drop_rows(job, lambda other: other.startswith(name.removesuffix("parquet")) and other not in parts)
    return counts


def drop_rows(job: Job, which: Callable[[str], bool]) -> None:
    """Remove staged rows by the names of their files: what an earlier attempt derived that is not news any more."""
    for path in job.rows.glob("*/*.parquet"):
        if which(path.name):
            path.unlink()


def drop_rows_of_others(job: Job, names: Collection[str]) -> None:
    """Remove staged rows of all parsed files but these."""
    stems = {name.removesuffix(".parquet") for name in names}
    drop_rows(job, lambda other: other.partition(".")[0] not in stems)


def _parts(job: Job, name: str) -> Iterator[pa.Table]:
    """The new articles of a parsed file, so many at once."""
    resolved = pq.read_table(job.resolved / name)
    size = PART_UNDERIVED if job.settings.annotator == NO_ANNOTATOR else PART_ARTICLES
    for parsed in _row_groups(job, name):
        new = _new_articles(parsed, resolved)
        for start in range(0, new.num_rows, size):
            yield new.slice(start, size)


def _taken_over(job: Job, part: str, made_of: str) -> DeriveCounts | None:
    done = recalled(job, "derive", part, made_of)
    if done is None:
        return None
    if done.load_id != job.load_id:
        relabel(job, [job.staging / path for path in done.files])
        mark(job, "derive", part, done.counts, _files_of(job, part), made_of)
    failures = tuple(DeriveFailure.model_validate(one) for one in done.counts["failures"])
    return DeriveCounts(done.counts["articles"], done.counts["words"], failures, done.counts["articles"])


def _derived(job: Job, part: str, new: pa.Table, made_of: str) -> DeriveCounts:
    for left in _files_of(job, part):
        left.unlink()
    with ExitStack() as stack:
        writers = _Writers(job, part, stack)
        writers.revisions(new)
        current = new.filter(new["is_current"])
        writers.articles(current)
        failures = tuple(_derive(job, current, writers))
    counts = DeriveCounts(current.num_rows, pc.sum(current["word_count"]).as_py() or 0, failures)
    told = {**asdict(counts), "failures": [failure.model_dump(mode="json") for failure in failures]}
    mark(job, "derive", part, told, _files_of(job, part), made_of)
    return counts


def _files_of(job: Job, part: str) -> list[Path]:
    return list(job.rows.glob(f"*/{part}.parquet"))


def relabel(job: Job, paths: Iterable[Path]) -> None:
    """Give staged rows this load's id, and revisions its time."""
    for path in paths:
        rows = pq.read_table(path, partitioning=None)
        for name, value in (("load_id", job.load_id), ("seen_at", job.started_at)):
            if name in rows.schema.names:
                field = rows.schema.field(name)
                same = pa.array([value] * rows.num_rows, pa.string()).cast(field.type)
                rows = rows.set_column(rows.schema.get_field_index(name), field, same)
        with LazyParquet(path, rows.schema) as file:
            file.write(rows)


def _row_groups(job: Job, name: str) -> Iterator[pa.Table]:
    with pq.ParquetFile(job.parsed / name) as file:
        for number in range(file.num_row_groups):
            yield file.read_row_group(number)


def _new_articles(parsed: pa.Table, resolved: pa.Table) -> pa.Table:
    """The new articles of a row group with their revision, in the order of the input."""
    places = pc.index_in(parsed["seq"], value_set=resolved["seq"].combine_chunks())
    is_new = pc.is_valid(places)
    new = parsed.filter(is_new)
    verdicts = resolved.take(places.filter(is_new))
    for name in ("revision", "change_kind", "is_current"):
        new = new.append_column(name, verdicts[name])
    return new


def _derive(job: Job, current: pa.Table, writers: "_Writers") -> list[DeriveFailure]:
    """Write the rows of articles; return the failures, which are among them."""
    if job.settings.annotator == NO_ANNOTATOR:
        return []
    from flows.correcting.derive import correcting  # noqa: PLC0415  # loads seeds and model
    from flows.derive.pipeline import derive_batch, derive_guarded  # noqa: PLC0415  # as above

    articles = articles_of(current)
    knowledge = knowledge_of(job.settings.knowledge)
    guarded = partial(derive_guarded, cpu_seconds=job.settings.article_cpu_s, knowledge=knowledge)
    derive = correcting(job.annotations, guarded)
    derived = derive_batch(_while_wanted(job, articles), annotator_of(job.settings.annotator), derive)
    writers.derived(derived.rows, {article.article_id: article for article in articles})
    return [row for row in derived.rows["derive_failures"] if isinstance(row, DeriveFailure)]


def _while_wanted(job: Job, articles: Sequence[Article]) -> Iterator[Article]:
    """The articles from which rows are derived, as long as the load goes on."""
    for number, article in enumerate(articles):
        if number % ARTICLES_BETWEEN_LOOKS == 0:
            job.check_wanted()
        if article.derivable:
            yield article


@lru_cache(maxsize=1)
def annotator_of(spec: str) -> Annotator:
    """This process's annotator; it is loaded once, with one thread, since the runner has the workers."""
    from flows.derive.annotate import annotator_for  # noqa: PLC0415  # loads the model

    return annotator_for(spec, threads=1)


class _Writers:
    """The files of new rows, one a table."""

    def __init__(self, job: Job, part: str, stack: ExitStack) -> None:
        self._job = job
        self._part = part
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

    def derived(self, rows: Mapping[str, Sequence[ArticleRow]], articles: dict[str, Article]) -> None:
        """Write derived rows, each into the month of its article."""
        for table in DERIVED_TABLES:
            of_table = rows.get(table.name, [])
            months = [articles[row.article_id].published_month for row in of_table]
            self._write(table.name, rows_table(table, of_table, months, self._job.load_id))

    def _write(self, table: str, rows: pa.Table) -> None:
        schema = staged_schema(BY_NAME[table])
        if table not in self._files:
            file = LazyParquet(self._job.rows / table / f"{self._part}.parquet", schema)
            self._files[table] = self._stack.enter_context(file)
        self._files[table].write(rows.select(schema.names).cast(schema))

    def _load_ids(self, rows: pa.Table) -> pa.Array:
        return pa.array([self._job.load_id] * rows.num_rows, pa.string())
