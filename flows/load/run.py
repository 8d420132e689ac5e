"""A load from beginning to end, under the store's lock, by whatever runs its steps."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from flows.installation import CODE_VERSION
from flows.lineage.of_load import Lineage
from flows.load.aliases import NO_ALIASES, AliasFile, read_aliases
from flows.load.derive import drop_rows_of_others
from flows.load.guard import guarded
from flows.load.knowledge import knowledge_of
from flows.load.linker import NameLinker
from flows.load.plan import Plan, load_id_of
from flows.load.request import Attempt, LoadSummary, Request, gather, job_of
from flows.load.stage import write_annotations
from flows.load.watch import Clock
from flows.watching.of_load import Watching
from schemas.errors import OnrecordError, UnpublishedError
from schemas.ids import hash_id
from schemas.ledger import Load
from schemas.tables import SCHEMA_VERSION
from schemas.vocabulary import LoadStatus
from warehouse.corpus.linker import Linking
from warehouse.disk.duck import duck_settings
from warehouse.snapshot.commit import commit
from warehouse.snapshot.recover import recover
from warehouse.store.store import Store
from warehouse.store.work import end_attempt


def run_load(store: Store, request: Request) -> LoadSummary:
    """Run a load to its end, with the store's lock held by the caller.

    Either the store moves to a new snapshot, whole, or its tables stay as they are; the ledger tells which.

    Raises:
        InputError: a source, the alias file or the watch list can't be read.
        SettingsError: a line of the alias file, or of the watch list, makes no sense.
        LoadError: too many rejects, or a blocking check failed.
    """
    clock = Clock(request.watcher)
    started = datetime.now(UTC)
    with clock.phase("plan"):
        aliases = read_aliases(request.settings.aliases)
        watching = Watching.of(request.settings.watch)
        lineage = Lineage.of(request.settings)
        recover(store)
        plan = _planned(store, request, clock, started, lineage)
    attempt = replace(_begun(store, request, clock, plan, started, aliases), watching=watching, lineage=lineage)
    _tell_begin(attempt)
    try:
        with guarded(request.flow, store.root):
            return _run(attempt)
    except BaseException as error:
        _give_up(attempt, error)
        raise


def _planned(store: Store, request: Request, clock: Clock, started: datetime, lineage: Lineage) -> Plan:
    try:
        return request.plan()
    except OnrecordError as error:
        asked = request.settings.asked
        unread = Plan((), " ".join(asked), hash_id("unread", *asked))
        attempt = replace(_begun(store, request, clock, unread, started), lineage=lineage)
        _tell_begin(attempt)
        _give_up(attempt, error)
        raise


def _begun(
    store: Store, request: Request, clock: Clock, plan: Plan, started: datetime, aliases: AliasFile = NO_ALIASES
) -> Attempt:
    previous = store.ledger.last_finished()
    load = Load(
        load_id=load_id_of(request.settings, plan.input_sha256, previous, request.extractor_version, aliases.sha256),
        flow=request.flow,
        flow_run_id=request.flow_run_id,
        previous_load_id=previous,
        started_at=started,
        finished_at=None,
        status="running",
        error_message=None,
        input_uri=plan.input_uri,
        input_sha256=plan.input_sha256,
        code_version=CODE_VERSION,
        schema_version=SCHEMA_VERSION,
        extractor_version=request.extractor_version,
        rows_in=0,
        rows_ok=0,
        rows_unchanged=0,
        rows_duplicate=0,
        rows_rejected=0,
        rows_new=0,
        rows_revised=0,
    )
    return Attempt(store, request, clock, store.ledger.begin_load(load), plan, aliases)


def _tell_begin(attempt: Attempt) -> None:
    size = sum(piece.size for batch in attempt.plan.batches for piece in batch)
    attempt.lineage.begin(attempt.load, attempt.request.settings, attempt.store.root, size)


def _give_up(attempt: Attempt, error: BaseException) -> None:
    """Record that a load ended without a new snapshot; only what a foreseen error says is fit for the ledger."""
    failed = isinstance(error, Exception) and not isinstance(error, UnpublishedError)
    status: LoadStatus = "failed" if failed else "interrupted"
    message = str(error) if isinstance(error, OnrecordError) else type(error).__name__
    ended = {"status": status, "error_message": message, "finished_at": datetime.now(UTC)}
    attempt.store.ledger.finish_load(attempt.load.model_copy(update=ended))
    end_attempt(attempt.folder)
    attempt.lineage.give_up(attempt.load, attempt.store, message, stopped=status == "interrupted")


def _run(attempt: Attempt) -> LoadSummary:
    request, clock = attempt.request, attempt.clock
    job = job_of(attempt)
    resolution = request.stage(attempt)
    drop_rows_of_others(job, resolution.files)
    write_annotations(attempt, job)
    with clock.phase("derive", len(resolution.files)):
        derived = gather(request.steps.derive(job.path, resolution.files), clock.watcher)
        request.steps.close()
    with clock.phase("store"):
        keep_for = timedelta(seconds=request.settings.keep_snapshots_s)
        known = knowledge_of(request.settings.knowledge)
        linking = Linking(lambda rows: NameLinker(rows, known), attempt.aliases.rows)
        snapshot = commit(
            attempt.store,
            attempt.load,
            attempt.folder,
            linking=linking,
            settings=replace(
                duck_settings(request.settings.memory_mb), rebuild=request.rebuild, database=request.settings.database
            ),
            keep_for=keep_for,
            watch=request.look or attempt.watching.look,
        )
        told = attempt.watching.tell(attempt.store, attempt.load.load_id)
    return LoadSummary(
        **attempt.load.model_dump(include=set(LoadSummary.model_fields) - {"status"}),
        status="committed" if snapshot.manifest.load_id == attempt.load.load_id else "unchanged",
        words=sum(counts.words for counts in derived),
        seconds=clock.seconds,
        articles_kept=sum(counts.kept for counts in derived),
        derive_failures=tuple(failure for counts in derived for failure in counts.failures),
        skipped=attempt.plan.skipped,
        warehouse=attempt.store.root,
        alerts=told.counts,
        alert_troubles=tuple(told.troubles),
        lineage_trouble=attempt.lineage.end(attempt.load, snapshot.manifest),
    )
