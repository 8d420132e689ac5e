"""`make kills`: kill -9 a load, or an erasure, at random moments, and hold the store to its promises after each.

After each kill, with readers beside it all the while: `verify` finds nothing wrong, readers saw the old tables or the
new ones, the same command again ends with the tables of an undisturbed one, and nothing is left over. The seed and each
trial's number are printed: `python -m tests.crash --seed N --begin M` goes on from the trial M of a run that was cut,
and strikes at the same shares of a run's time.
"""

import os
import random
import shutil
import signal
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Final

from flows.load.erasure import plan_erasure, stage_erasure
from flows.load.request import Request
from flows.load.run import run_load
from flows.settings import LoadSettings
from schemas.errors import OnrecordError, StoreError
from schemas.tables import ARTICLE_TABLES, CORPUS_TABLES, Table
from tests.crash.warm import ARTICLES, CHANGED
from tests.flows.loading import load, rows, write_jsonl
from warehouse.snapshot.recover import recover
from warehouse.snapshot.verify import verify
from warehouse.store.read import connect
from warehouse.store.store import Store

_FORKED: Final = get_context("forkserver")
_BATCH_BYTES: Final = 10_000
"""So small that a load has several batches."""
_BETWEEN_LOOKS_S: Final = 0.5
_SLOWER, _FASTER = 1.03, 0.9
"""What a trial is expected to take, against the one before: how busy the machine is changes."""
_ACTS: Final = {"load": 0.6, "derive": 0.2, "erase": 0.2}
"""What is killed, and how often; most loads derive nothing, since the store is what is tried."""
Tables = dict[str, list[tuple[object, ...]]]


def tables(store: Path) -> Tables:
    """Return all tables of articles and corpus, without what may differ between two loads of the same."""
    with connect(Store.open(store, create=False)) as con:
        return {table.name: con.execute(_rows_of(table)).fetchall() for table in (*ARTICLE_TABLES, *CORPUS_TABLES)}


def _rows_of(table: Table) -> str:
    names = [column.name for column in table.sql_columns if column.name not in ("load_id", "seen_at")]
    return f"""SELECT {", ".join(f'"{name}"' for name in names)} FROM "{table.name}" ORDER BY ALL"""  # noqa: S608  # own names


@dataclass(frozen=True, slots=True)
class Trial:
    """What is killed.

    Attributes:
        what: its name.
        seconds: how long it takes undisturbed.
        before: the tables before it.
        after: the tables behind it.
    """

    what: str
    seconds: float
    before: Tables
    after: Tables


def act(what: str, store: Path) -> None:
    """Load the second file, or erase an article; what was done before is done again without harm."""
    if what != "erase":
        annotator = "simple" if what == "derive" else "none"
        load(store, store.parent / "second.jsonl", batch_bytes=_BATCH_BYTES, annotator=annotator)
        return
    opened = Store.open(store)
    found = [row[0] for row in rows(store, "SELECT article_id FROM articles WHERE external_id = 'a1'")]
    request = Request(
        flow="erase",
        settings=LoadSettings(warehouse=store, annotator="none", keep_snapshots_s=0),
        plan=partial(plan_erasure, opened, found),
        stage=partial(stage_erasure, article_ids=found, reason="asked"),
        extractor_version="none",
        rebuild=bool(found),
    )
    with opened.lock("erase"):
        recover(opened, keep_work=0)
        run_load(opened, request)


def poll(store: Path, told: Path) -> None:
    """Read the current tables until killed; append what was seen, a line a look."""
    with told.open("a", encoding="ascii") as file:
        while True:
            try:
                ((articles, quotes),) = rows(
                    store, "SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM quotes)"
                )
            except StoreError:
                continue  # the snapshot was freed between the look at the link and the opening: look again
            file.write(f"{articles} {quotes}\n")
            file.flush()
            time.sleep(_BETWEEN_LOOKS_S)


def _started(target: object, *arguments: object) -> ForkServerProcess:
    process = _FORKED.Process(target=target, args=arguments)  # type: ignore[arg-type]  # any function of ours
    process.start()
    return process


def _trial(what: str, base: Path, folder: Path) -> Trial:
    store = _copy(base, folder)
    before, start = tables(store), time.monotonic()
    process = _started(act, what, store)
    process.join()
    assert process.exitcode == 0, what
    return Trial(what, time.monotonic() - start, before, tables(store))


def _copy(base: Path, folder: Path) -> Path:
    shutil.rmtree(folder / "store", ignore_errors=True)
    shutil.copytree(base, folder / "store", symlinks=True)
    return folder / "store"


def _struck(what: str, store: Path, seconds: float, told: Path) -> bool:
    """Kill it after some seconds; whether it was still at work."""
    told.unlink(missing_ok=True)
    reader, victim = _started(poll, store, told), _started(act, what, store)
    victim.join(seconds)
    struck = victim.is_alive()
    for process in (victim, reader):
        if process.pid and process.is_alive():
            os.kill(process.pid, signal.SIGKILL)
        process.join()
    return struck


def _held(trial: Trial, store: Path, told: Path) -> str:
    """Check what a kill left, do the same again, and check that; return where the kill struck."""
    opened = Store.open(store)
    assert verify(opened) == [], "verify behind the kill"
    found = tables(store)
    assert found in (trial.before, trial.after), "neither the old tables nor the new ones"
    seen = set(told.read_text().splitlines()) if told.exists() else set()
    allowed = {f"{len(one['articles'])} {len(one['quotes'])}" for one in (trial.before, trial.after)}
    assert seen <= allowed, f"a reader saw {seen - allowed}"
    kept = any((store / "staging").glob("*/done/*.json"))
    act(trial.what, store)
    assert tables(store) == trial.after, "the same again ends with other tables"
    assert verify(opened) == [], "verify behind the same again"
    left = [*(store / "staging").iterdir(), *store.glob(".*"), *(store / "snapshots").glob(".*")]
    assert not left, f"left over: {left}"
    return "published" if found == trial.after else "work kept" if kept else "nothing kept"


def main(times: int, seed: int, begin: int = 0) -> int:
    """Run the trials `begin` to `times` and print what was struck; return 1 if a promise was broken, its store kept."""
    print(f"seed {seed}", flush=True)  # noqa: T201  # what repeats the run
    _FORKED.set_forkserver_preload(["tests.crash.random_kills", "tests.crash.warm"])
    folder, struck = Path(tempfile.mkdtemp(prefix="onrecord-kills-")), Counter[str]()
    load(folder / "base", write_jsonl(folder / "first.jsonl", ARTICLES))
    write_jsonl(folder / "second.jsonl", CHANGED)
    trials = {what: _trial(what, folder / "base", folder) for what in _ACTS}
    seconds = {what: trial.seconds for what, trial in trials.items()}
    for number in range(begin, times):
        chance = random.Random(f"{seed} {number}")  # noqa: S311  # no secret
        (what,), share = chance.choices(list(_ACTS), list(_ACTS.values())), chance.random()
        store, told = _copy(folder / "base", folder), folder / "seen"
        alive = _struck(what, store, share * seconds[what], told)
        try:
            where = _held(trials[what], store, told)
        except (AssertionError, OnrecordError) as broken:
            print(f"trial {number}: {what} at {share:.4f}: {broken}; see {store}")  # noqa: T201
            return 1
        struck[f"{what}: {where if alive else 'ended before'}"] += 1
        seconds[what] *= _SLOWER if alive else _FASTER
        print(f"trial {number}: {what} at {share:.4f}: {dict(sorted(struck.items()))}", flush=True)  # noqa: T201
    shutil.rmtree(folder)
    return 0
