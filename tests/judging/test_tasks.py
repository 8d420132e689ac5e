"""A sample as tasks for Label Studio, judged there, and scored."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from flows.cli import main
from flows.judging.judged import read_judged
from schemas.errors import InputError
from tests.unit.warehouse.making import case, run
from warehouse.store.store import Store


def test_judged_in_label_studio(tmp_path: Path) -> None:
    """Tasks show the row in its passage; the export of those annotated is a judge's file."""
    run(Store.open(tmp_path / "store"), "L1", [case(1), case(2)])
    out = tmp_path / "tasks.json"
    command = ["validate", "--sample", "4", "--of", "quotes,figures", "--label-studio", "-o", str(out)]
    done = CliRunner().invoke(main, [*command, "--warehouse", str(tmp_path / "store")])
    assert done.exit_code == 0, done.output
    assert "<Choices" in (tmp_path / "tasks.xml").read_text(encoding="utf-8")
    tasks = json.loads(out.read_text(encoding="utf-8"))
    assert len(tasks) == 4
    assert all("⟦" in task["data"]["passage"] for task in tasks)
    for task, verdict in zip(tasks[:3], ("right", "wrong", "attributes"), strict=True):
        results = [{"from_name": "verdict", "value": {"choices": [verdict]}}]
        results += [{"from_name": "wrong", "value": {"choices": ["span"]}}] if verdict == "attributes" else []
        task["annotations"] = [{"completed_by": 7, "result": [], "was_cancelled": True}, {"result": results}]
        task["annotations"][1]["completed_by"] = 7
    out.write_text(json.dumps(tasks[:3]), encoding="utf-8")
    judged = read_judged(out)
    assert judged.judge == "7"
    assert [one.verdict for one in judged.judgements.values()] == ["right", "wrong", "attributes"]
    assert len(judged.sample.rows) == 3
    out.write_text('[{"data": 1}]', encoding="utf-8")
    with pytest.raises(InputError, match="Label Studio"):
        read_judged(out)
