"""OpenLineage: what a load tells, held to the standard; where it tells it, and that nothing there ends a load."""

import json
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from flows.lineage.facts import MOST_INPUTS, Place, file_place, inputs_of, url_place
from flows.lineage.of_load import Lineage
from flows.lineage.target import target_for
from flows.served import check_allowed, serve_only
from flows.settings import IngestSettings
from schemas.errors import InputError, LoadError, SettingsError
from schemas.ledger import CheckResult
from schemas.tables import BY_NAME
from tests.flows.loading import CALM, load, write_jsonl
from tests.lineage.spec import problems
from warehouse.checks.run import all_checks
from warehouse.store.store import Store

WORDS = "This sentence of an article must never leave in an event."


class Told(NamedTuple):
    """Two loads of one input, and the lines that each added."""

    folder: Path
    store: Path
    source: Path
    first: list[bytes]
    second: list[bytes]


def _record(number: int, **fields: object) -> dict[str, object]:
    return {"id": str(number), "headline": f"Day {number}", "text": f"{CALM} {WORDS} {number}.", **fields}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """Load two articles twice; the second time nothing is new."""
    folder = tmp_path_factory.mktemp("lineage")
    source = write_jsonl(folder / "wire.jsonl", [_record(1), _record(2)])
    file, settings = folder / "events.jsonl", {"annotator": "none", "source_id": "wire"}
    assert load(folder / "store", source, openlineage=str(file), **settings).lineage_trouble is None
    first = file.read_bytes().splitlines()
    load(folder / "store", source, openlineage=str(file), **settings)
    return Told(folder, folder / "store", source, first, file.read_bytes().splitlines()[len(first) :])


def _kinds(lines: list[bytes]) -> list[tuple[str, str]]:
    events = [json.loads(line) for line in lines]
    return [(event["job"]["name"], event["eventType"]) for event in events]


def _dataset(event: dict[str, Any], side: str, name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in event[side] if one["name"].endswith(f"/{name}"))
    return found


def test_every_event_is_as_the_standard_has_it(told: Told) -> None:
    """Fields, types, formats and facets, each facet against the version that it names."""
    assert [list(problems(line)) for line in (*told.first, *told.second)] == [[]] * 6


def test_what_the_standard_forbids_is_seen(told: Told) -> None:
    """The yardstick can fail: a wrong count, an id that is none, a field that nobody knows."""
    event = json.loads(told.first[1])
    event["run"]["runId"] = "7"
    event["inputs"][0]["inputFacets"]["inputStatistics"]["rowCount"] = "two"
    event["outputs"][0]["facets"]["schema"]["columns"] = []
    assert len(list(problems(json.dumps(event)))) == 3


def test_a_load_begins_ends_and_is_checked(told: Told) -> None:
    """One run of the load, one of its checks; one that changes nothing checks nothing."""
    load_job, checks = "ingest.wire", "ingest.wire.checks"
    assert _kinds(told.first) == [(load_job, "START"), (load_job, "COMPLETE"), (checks, "START"), (checks, "COMPLETE")]
    assert _kinds(told.second) == [(load_job, "START"), (load_job, "COMPLETE")]
    runs = [json.loads(line)["run"]["runId"] for line in (*told.first, *told.second)]
    assert [runs.index(one) for one in runs] == [0, 0, 2, 2, 4, 4]


def test_inputs_and_outputs_have_their_counts(told: Told) -> None:
    """What was read with records and bytes; each table with its columns, version, rows, bytes and files."""
    event = json.loads(told.first[1])
    assert [(one["namespace"], one["name"]) for one in event["inputs"]] == [("file", str(told.source))]
    read = event["inputs"][0]["inputFacets"]["inputStatistics"]
    assert (read["rowCount"], read["size"]) == (2, told.source.stat().st_size)
    articles = _dataset(event, "outputs", "articles")
    assert articles["name"] == f"{told.store}/current/articles"
    files = list((told.store / "current" / "articles").rglob("*.parquet"))
    counted = articles["outputFacets"]["outputStatistics"]
    assert (counted["rowCount"], counted["fileCount"]) == (2, len(files))
    assert counted["size"] == sum(file.stat().st_size for file in files)
    fields = articles["facets"]["schema"]["fields"]
    assert [field["name"] for field in fields] == [column.name for column in BY_NAME["articles"].columns]
    assert _dataset(event, "outputs", "rejects")["outputFacets"]["outputStatistics"]["rowCount"] == 0
    again = _dataset(json.loads(told.second[1]), "outputs", "articles")["outputFacets"]["outputStatistics"]
    assert (again["rowCount"], again["fileCount"]) == (0, 0)


def test_checks_stand_at_the_tables_that_they_look_through(told: Told) -> None:
    """Each with what it demands and how many rows break it; no check is lost."""
    event = json.loads(told.first[-1])
    tables = {one["name"].rpartition("/")[2]: one["inputFacets"]["dataQualityAssertions"] for one in event["inputs"]}
    assertions = [one for facet in tables.values() for one in facet["assertions"]]
    assert {one["name"] for one in assertions} == {check.name for check in all_checks()}
    assert {(one["success"], one["actual"]) for one in assertions} == {(True, "0")}
    months = next(one for one in tables["articles"]["assertions"] if one["name"] == "months_are_their_articles")
    assert months["severity"] == "error"
    assert "month of its published_date" in months["description"]
    load_run = json.loads(told.first[0])["run"]["runId"]
    assert event["run"]["facets"]["parent"]["run"]["runId"] == load_run


def test_no_text_leaves(told: Told) -> None:
    """Paths, names and counts alone."""
    assert not [line for line in (*told.first, *told.second) if WORDS.encode() in line or b"Day 1" in line]


def test_a_load_that_is_given_up_fails(tmp_path: Path) -> None:
    """With the error's message; the checks that it never came to are not told."""
    bad = write_jsonl(tmp_path / "bad.jsonl", [_record(number, text="") for number in range(40)])
    file = tmp_path / "events.jsonl"
    with pytest.raises(LoadError, match="rejected"):
        load(tmp_path / "store", bad, openlineage=str(file), annotator="none")
    lines = file.read_bytes().splitlines()
    assert [list(problems(line)) for line in lines] == [[], []]
    assert _kinds(lines) == [("ingest.default", "START"), ("ingest.default", "FAIL")]
    assert "rejected" in json.loads(lines[1])["run"]["facets"]["errorMessage"]["message"]


def test_a_source_that_is_missing_fails(tmp_path: Path) -> None:
    """The load was begun in the ledger, so it is told."""
    file = tmp_path / "events.jsonl"
    with pytest.raises(InputError):
        load(tmp_path / "store", tmp_path / "missing.jsonl", openlineage=str(file), annotator="none")
    lines = file.read_bytes().splitlines()
    assert [kind for _, kind in _kinds(lines)] == ["START", "FAIL"]
    assert json.loads(lines[0])["inputs"][0]["name"] == str(tmp_path / "missing.jsonl")


def test_a_stop_and_a_failed_check_are_told(told: Told, tmp_path: Path) -> None:
    """A load that is stopped from outside is an ABORT; a blocking check that failed makes the run of checks a FAIL."""
    store, file = Store.open(told.store), tmp_path / "events.jsonl"
    settings = IngestSettings(sources=(str(told.source),), warehouse=told.store, openlineage=str(file))
    begun = store.ledger.loads()[0].model_copy(update={"load_id": "f" * 32})
    failed = CheckResult(
        load_id=begun.load_id,
        check_name="keys_are_unique",
        severity="blocking",
        failing_rows=3,
        sample=None,
        checked_at=begun.started_at,
    )
    store.ledger.add_check_results([failed])
    lineage = Lineage.of(settings)
    lineage.begin(begun, settings, store.root, 10)
    lineage.give_up(begun, store, "KeyboardInterrupt", stopped=True)
    lines = file.read_bytes().splitlines()
    assert [list(problems(line)) for line in lines] == [[]] * 4
    assert [kind for _, kind in _kinds(lines)] == ["START", "ABORT", "START", "FAIL"]
    assertion = json.loads(lines[3])["inputs"][0]["inputFacets"]["dataQualityAssertions"]["assertions"][0]
    assert (assertion["success"], assertion["actual"], assertion["severity"]) == (False, "3", "error")


class _Desk(BaseHTTPRequestHandler):
    """Takes events; answers as the first part of the path says, or not before it is let go."""

    got: list[tuple[str, str | None, bytes]]
    let_go: threading.Event

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.got.append((self.path, self.headers["Authorization"], body))
        if self.path.startswith("/hang"):
            self.let_go.wait(60)
        status = 307 if self.path.startswith("/redirect") else 201
        self.send_response(status)
        if status == 307:
            self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


class Desk(NamedTuple):
    """A server on loopback: its address, what it got, and what lets its hanging answers go."""

    url: str
    got: list[tuple[str, str | None, bytes]]
    let_go: threading.Event


@pytest.fixture
def desk() -> Iterator[Desk]:
    """A server of its own."""
    got: list[tuple[str, str | None, bytes]] = []
    let_go = threading.Event()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Own", (_Desk,), {"got": got, "let_go": let_go}))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Desk(f"http://127.0.0.1:{server.server_address[1]}", got, let_go)
    let_go.set()
    server.shutdown()
    server.server_close()
    thread.join(60)


def test_an_address_gets_the_events_in_order(told: Told, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """By OpenLineage's own path, with the key of the environment; no proxy of the environment comes between."""
    monkeypatch.setenv("OPENLINEAGE_API_KEY", "key-of-the-desk")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    summary = load(told.store, told.source, openlineage=desk.url, annotator="none", source_id="wire")
    assert summary.lineage_trouble is None
    assert [(path, key) for path, key, _ in desk.got] == [("/api/v1/lineage", "Bearer key-of-the-desk")] * 2
    assert _kinds([body for _, _, body in desk.got]) == [("ingest.wire", "START"), ("ingest.wire", "COMPLETE")]


def test_an_address_that_is_down_ends_no_load(told: Told, desk: Desk) -> None:
    """The summary says so; a redirect is not followed."""
    down = load(told.store, told.source, openlineage="http://127.0.0.1:9", annotator="none", source_id="wire")
    assert down.status == "unchanged"
    assert "can't be reached" in str(down.lineage_trouble)
    redirected = f"{desk.url}/redirect"
    moved = load(told.store, told.source, openlineage=redirected, annotator="none", source_id="wire")
    assert "redirect" in str(moved.lineage_trouble)
    assert {path for path, _, _ in desk.got} == {"/redirect"}


def test_an_address_that_hangs_is_waited_for_no_longer_than_its_time(desk: Desk) -> None:
    """The end of a load comes while the address still holds its answer back."""
    target = target_for(f"{desk.url}/hang", timeout_s=0.2)
    target.send("{}")
    target.send("{}")
    trouble = target.close()
    assert not desk.let_go.is_set()
    assert "no answer within 0.2 s" in str(trouble)


def test_a_file_that_cannot_be_written_is_told(told: Told, tmp_path: Path) -> None:
    """The load goes on."""
    nowhere = str(tmp_path / "missing" / "events.jsonl")
    summary = load(told.store, told.source, openlineage=nowhere, annotator="none", source_id="wire")
    assert summary.status == "unchanged"
    assert "can't be written" in str(summary.lineage_trouble)


@pytest.mark.parametrize("named", ["ftp://desk.example/x", "http://", "https://me:word@desk.example/"])
def test_a_target_that_makes_no_sense_begins_no_load(tmp_path: Path, named: str) -> None:
    """No other protocol, no password in an address."""
    source = write_jsonl(tmp_path / "wire.jsonl", [_record(1)])
    with pytest.raises(SettingsError, match="openlineage: "):
        load(tmp_path / "store", source, openlineage=named, annotator="none")
    assert Store.open(tmp_path / "store").ledger.loads() == []


def test_the_extra_is_asked_for(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only where somebody wants events, and before anything is loaded."""
    monkeypatch.setitem(sys.modules, "openlineage.client.event_v2", None)
    with pytest.raises(SettingsError, match="install the extra `openlineage`"):
        load(told.store, told.source, openlineage="events.jsonl", annotator="none")


def test_a_served_flow_tells_nobody_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever reaches the server can't have it post to an address, or write a file, of his."""
    monkeypatch.setenv("ONRECORD_SERVED", "")
    monkeypatch.setenv("ONRECORD_ALLOWED_ROOTS", "")
    own = IngestSettings(sources=(str(tmp_path),), warehouse=tmp_path / "store")
    serve_only(own, [tmp_path])
    with pytest.raises(SettingsError, match="openlineage"):
        check_allowed(own.model_copy(update={"openlineage": "http://127.0.0.1:9"}))


def test_places_tell_no_secret(tmp_path: Path) -> None:
    """Of an address neither password, query nor fragment; a glob is its folder; many files are their folders."""
    assert url_place("https://me:word@desk.example:8443/feed?key=1#top") == Place("https://desk.example:8443", "/feed")
    assert file_place(tmp_path / "2026" / "*.txt") == Place("file", str(tmp_path / "2026"))
    assert file_place("-").name == "/dev/stdin"
    several = tuple(str(tmp_path / f"{number}.txt") for number in range(MOST_INPUTS + 1))
    settings = IngestSettings(sources=several, warehouse=tmp_path / "store")
    assert inputs_of("ingest", settings, tmp_path) == [Place("file", str(tmp_path))]
    replayed = inputs_of("replay", IngestSettings(), tmp_path / "store")
    assert replayed == [Place("file", f"{tmp_path / 'store'}/current/rejects")]
