"""flows/prefect.yaml for real: server, work pool, deployments, a worker, and runs that were asked for by API."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
from prefect.settings import PREFECT_API_URL, temporary_settings

from flows.planned import name_planned
from tests.flows.loading import CALM, ROOT, rows, write_jsonl
from tests.waiting import BUSY, PATIENCE_S, ran, running

HELD_BACK = "Zanzibar"
"""A word of the text that must show up nowhere in Prefect."""
Json = dict[str, Any]


class _Patient(httpx.HTTPTransport):
    """Asks again where the server's database is busy (503), as Prefect's own client does."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        deadline = time.monotonic() + PATIENCE_S
        while (answer := super().handle_request(request)).status_code == BUSY and time.monotonic() < deadline:
            answer.close()
            time.sleep(1)
        return answer


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A Prefect server on loopback, as a user has it, and a client of its API."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    home = tmp_path_factory.mktemp("home")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    environment |= {"PREFECT_HOME": str(home), "PREFECT_API_URL": f"http://127.0.0.1:{port}/api", "DO_NOT_TRACK": "1"}
    environment |= {"PREFECT_SERVER_ANALYTICS_ENABLED": "false", "PREFECT_SERVER_UI_ENABLED": "false"}
    environment |= {"PYTHONPATH": str(ROOT), "PREFECT_WORKER_QUERY_SECONDS": "1"}
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    with (
        (home / "server.log").open("wb") as log,
        running(command, env=environment, stdout=log, stderr=log) as server,
        httpx.Client(base_url=environment["PREFECT_API_URL"], timeout=60, transport=_Patient()) as client,
    ):
        _answers(client, server)
        client.headers["x-home"] = str(home)
        _prefect(environment, "work-pool", "create", "local", "--type", "process")
        _prefect(environment, "deploy", "--all", "--prefect-file", "flows/prefect.yaml")
        yield client


def _answers(client: httpx.Client, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline and server.poll() is None:
        with suppress(httpx.HTTPError):
            if client.get("/health").is_success:
                return
        time.sleep(0.2)
    pytest.fail("Prefect's server does not answer")


def _prefect(environment: dict[str, str], *arguments: str) -> None:
    command = [sys.executable, "-m", "prefect", "--no-prompt", *arguments]
    ended = ran(command, cwd=ROOT, env=environment)
    assert ended.returncode == 0, ended.stdout[-2000:] + ended.stderr[-2000:]


def _work_off(api: httpx.Client) -> None:
    """Let a worker do all that is due, and wait for it."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    environment |= {"PREFECT_HOME": api.headers["x-home"], "PREFECT_API_URL": str(api.base_url).rstrip("/")}
    _prefect(
        environment | {"PYTHONPATH": str(ROOT), "DO_NOT_TRACK": "1"},
        *("worker", "start", "--pool", "local", "--type", "process", "--run-once"),
    )


def _asked(api: httpx.Client, deployment: str, settings: Json) -> str:
    """Ask for a run of a deployment, as any HTTP client can."""
    found = api.get(f"/deployments/name/{deployment}").raise_for_status().json()
    body = {"state": {"type": "SCHEDULED"}, "parameters": {"settings": settings}, "idempotency_key": deployment}
    made = api.post(f"/deployments/{found['id']}/create_flow_run", json=body).raise_for_status()
    return str(made.json()["id"])


def _all(api: httpx.Client, kind: str, run: str) -> list[Json]:
    field = "logs" if kind == "logs" else "artifacts"
    wanted = {field: {"flow_run_id": {"any_": [run]}}}
    return list(api.post(f"/{kind}/filter", json=wanted).raise_for_status().json())


def _task_names(api: httpx.Client, run: str, least: int) -> list[str]:
    """Give the names of a run's tasks, which the server learns from events, some of them behind the run's end."""
    deadline = time.monotonic() + PATIENCE_S
    wanted = {"flow_runs": {"id": {"any_": [run]}}}
    while len(tasks := api.post("/task_runs/filter", json=wanted).raise_for_status().json()) < least:
        assert time.monotonic() < deadline, f"waited {PATIENCE_S} s for {least} tasks of a run, found {len(tasks)}"
        time.sleep(0.5)
    return [task["name"] for task in tasks]


def test_a_worker_runs_the_deployments(api: httpx.Client, tmp_path: Path) -> None:
    """A run that ends well and one that fails say so by name, state, log, artifacts, tags and event; never by text."""
    source = write_jsonl(
        tmp_path / "in.jsonl", [{"id": "one", "text": f"{CALM} {HELD_BACK}."}, {"id": "two", "text": ""}]
    )
    common = {"warehouse": str(tmp_path / "store"), "annotator": "none", "runner": "thread:1"}
    good = _asked(api, "ingest/hourly", {"sources": [str(source)], "source_id": "wire", **common})
    bad = _asked(api, "replay/on-demand", {"reject_ids": ["nowhere"], **common | {"warehouse": str(tmp_path / "no")}})
    _work_off(api)

    run = api.get(f"/flow_runs/{good}").raise_for_status().json()
    assert run["state"]["type"] == "COMPLETED"
    assert run["name"] == "ingest wire: 1 new, 1 rejected"
    assert run["state"]["message"].startswith("1 new, 1 rejected; load ")
    assert {"onrecord", "source:wire"} <= set(run["tags"])
    assert rows(tmp_path / "store", "SELECT external_id FROM articles") == [("one",)]

    told = [(line["level"], line["message"]) for line in _all(api, "logs", good)]
    assert any("1 records were rejected" in message for level, message in told if level == 30)
    assert any(message.startswith("read: begins") for _, message in told)
    tasks = _task_names(api, good, 2)
    assert min(tasks).startswith("derive batch ")
    assert max(tasks) == "parse batch 0"
    artifacts = {one["key"]: one for one in _all(api, "artifacts", good)}
    assert str(tmp_path / "store") in artifacts["onrecord-warehouse"]["data"]
    assert '"rejected"' in artifacts["onrecord-load"]["data"]
    assert HELD_BACK not in repr((run, told, tasks, artifacts))

    failed = api.get(f"/flow_runs/{bad}").raise_for_status().json()
    assert failed["state"]["type"] == "FAILED"
    assert "there is no open reject of that id" in failed["state"]["message"]


def test_a_load_is_an_event(api: httpx.Client) -> None:
    """Automations can follow `onrecord.load.finished`, with counts, on the warehouse."""
    wanted = {"filter": {"event": {"name": ["onrecord.load.finished"]}}}
    deadline = time.monotonic() + PATIENCE_S
    while not (events := api.post("/events/filter", json=wanted).raise_for_status().json()["events"]):
        assert time.monotonic() < deadline, f"waited {PATIENCE_S} s for the event of a load"
        time.sleep(1)
    (event,) = events
    assert event["resource"]["prefect.resource.id"].startswith("onrecord.warehouse.")
    assert (event["payload"]["rows_new"], event["payload"]["rows_rejected"]) == (1, 1)


def test_deployments_are_for_people(api: httpx.Client) -> None:
    """Each has a description and tags; its parameters are a typed form with a word on each; schedules plan runs."""
    deployments = {one["name"]: one for one in api.post("/deployments/filter", json={}).raise_for_status().json()}
    assert set(deployments) == {"hourly", "nightly", "on-demand"}
    for one in deployments.values():
        assert one["description"]
        assert "onrecord" in one["tags"]
        (name,) = (name for name in one["parameter_openapi_schema"]["definitions"] if name.endswith("Settings"))
        fields = one["parameter_openapi_schema"]["definitions"][name]["properties"]
        assert all(field.get("description") for field in fields.values())
        assert all(
            field["title"] != name.replace("_", " ").title() or "_" not in name for name, field in fields.items()
        )
        assert one["parameter_openapi_schema"]["properties"]["settings"]["description"]
    assert deployments["hourly"]["schedules"][0]["schedule"]["timezone"] == "Europe/London"


def test_planned_runs_are_named_before_they_begin(api: httpx.Client) -> None:
    """What the schedule has planned has a name with source, day and time; asked again, nothing is left to name."""
    wanted = {"flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}}, "deployments": {"name": {"any_": ["hourly"]}}}
    deadline = time.monotonic() + PATIENCE_S
    while not api.post("/flow_runs/filter", json=wanted).raise_for_status().json():
        assert time.monotonic() < deadline, f"waited {PATIENCE_S} s for a schedule to plan runs"
        time.sleep(1)
    with temporary_settings({PREFECT_API_URL: str(api.base_url).rstrip("/")}):
        assert name_planned("hourly", "ingest default")
        assert name_planned("hourly", "ingest default") == 0
    planned = api.post("/flow_runs/filter", json=wanted).raise_for_status().json()
    names = [one["name"] for one in planned if one["auto_scheduled"]]
    assert names
    assert all(re.fullmatch(r"ingest default, \d+ \w{3} \d\d:05 UTC", name) for name in names)
