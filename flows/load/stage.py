"""The two stages that fill a load's staging folder: from its input, or from what is stored."""

from collections.abc import Sequence
from dataclasses import replace

from flows.load.erased_rejects import without_erased
from flows.load.job import Job
from flows.load.parse import ParseCounts
from flows.load.request import Attempt, gather, job_of
from flows.load.resolve import Resolution, resolve
from flows.load.restage import restage
from schemas.errors import LoadError
from schemas.ledger import Load

REJECT_RATE_FROM = 20
"""Records from which on the limit of rejected ones applies."""


def stage_input(attempt: Attempt) -> Resolution:
    """Parse the input and compare it with the store: the stage of `ingest` and `replay`.

    Raises:
        LoadError: more records than the settings allow were rejected; the rejects are in the ledger.
    """
    job, clock = job_of(attempt), attempt.clock
    numbers = range(len(job.batches))
    with clock.phase("read", len(numbers)):
        parsed = gather(attempt.request.steps.parse(job.path, numbers), clock.watcher)
    _forget_comparison(job)
    with clock.phase("compare"):
        resolution = resolve(job)
        attempt.load = _counted(attempt.load, parsed, resolution)
        empty = tuple(f"{uri} (no record in it)" for counts in parsed for uri in sorted(counts.empty))
        attempt.plan = replace(attempt.plan, skipped=attempt.plan.skipped + empty)
        _keep_rejects(attempt, job)
        _hold_against_limit(attempt.load, job.settings.max_reject_rate, resolution)
    return resolution


def _keep_rejects(attempt: Attempt, job: Job) -> None:
    """Put what was refused into the ledger, but no text of an article that was erased."""
    ledger = attempt.store.ledger
    erased = [] if job.settings.restore_erased else ledger.tables("erasures")["erasures"]["article_id"].to_pylist()
    gone = frozenset(one for one in erased if one is not None)
    for file in sorted(job.rejects.iterdir()):
        ledger.add_rejects(without_erased(file, gone), attempt.load.load_id, reopen=attempt.request.flow == "replay")


def _forget_comparison(job: Job) -> None:
    """Remove what an earlier attempt said of the store, which another load may have changed since."""
    batches = {f"{number:06d}.parquet" for number in range(len(job.batches))}
    for path in (*job.resolved.iterdir(), *job.rejects.iterdir(), job.staging / "replaced.parquet"):
        if path.parent != job.rejects or path.name not in batches:
            path.unlink(missing_ok=True)


def stage_stored(attempt: Attempt) -> Resolution:
    """Take the stored articles again: the stage of `rederive`."""
    with attempt.clock.phase("read"):
        return restage(job_of(attempt))


def write_annotations(attempt: Attempt, job: Job) -> None:
    """Hand the workers what people annotated, which every derivation ends with."""
    found = attempt.store.ledger.annotations()
    if found or job.annotations.exists():
        from flows.correcting.derive import write_gold  # noqa: PLC0415  # loads seeds

        write_gold(job.annotations, found)


def _counted(load: Load, parsed: Sequence[ParseCounts], resolution: Resolution) -> Load:
    return load.model_copy(
        update={
            "rows_in": sum(counts.read for counts in parsed),
            "rows_rejected": sum(counts.rejected for counts in parsed) + resolution.rejected,
            "rows_ok": resolution.new + resolution.revised,
            "rows_new": resolution.new,
            "rows_revised": resolution.revised,
            "rows_unchanged": resolution.unchanged,
            "rows_duplicate": resolution.duplicate,
        }
    )


def _hold_against_limit(load: Load, limit: float, resolution: Resolution) -> None:
    collided = resolution.rejected - resolution.erased
    rate = (load.rows_rejected - resolution.erased) / max(load.rows_in, 1)
    if load.rows_in < REJECT_RATE_FROM or rate <= limit:
        return
    advice = "load it with --id path" if 2 * collided > load.rows_rejected else "mend the input"
    raise LoadError(
        f"{load.input_uri}: {load.rows_rejected:,} of {load.rows_in:,} records were rejected, more than the limit of "
        f"{limit:.0%}; the tables are as they were. See `onrecord rejects`, then {advice} or raise "
        f"--max-reject-rate."
    )
