"""flows/prefect.yaml names flows that exist, with parameters that they take and schedules with a time zone."""

import importlib
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
DEPLOYMENTS: list[dict[str, Any]] = yaml.safe_load((ROOT / "flows" / "prefect.yaml").read_text())["deployments"]
EACH = pytest.mark.parametrize("deployment", DEPLOYMENTS, ids=lambda deployment: deployment["name"])


@EACH
def test_parameters_fit_the_flow(deployment: dict[str, Any]) -> None:
    """The entry point is a flow, and accepts the deployment's parameters."""
    path, name = deployment["entrypoint"].split(":")
    assert (ROOT / path).is_file()
    flow = getattr(importlib.import_module(path.removesuffix(".py").replace("/", ".")), name)
    assert flow.validate_parameters(deployment["parameters"])


@EACH
def test_schedules_have_a_zone_and_runs_do_not_overlap(deployment: dict[str, Any]) -> None:
    """A schedule says in which zone it is meant, and a deployment runs once at a time."""
    for schedule in deployment.get("schedules", []):
        assert len(schedule["cron"].split()) == 5
        assert ZoneInfo(schedule["timezone"])
    assert deployment["concurrency_limit"]["limit"] == 1
