"""Records that do not pass: kept, listed, and taken through the load again."""

import json
from pathlib import Path

import pytest

from schemas.errors import LoadError
from tests.flows.loading import CALM, counts, load, onrecord, rows, tables, write_jsonl


def test_bad_records_do_not_stop_the_load(tmp_path: Path) -> None:
    """Half a line, a wrong type and an empty text are rejected with place and reason; the rest loads."""
    file = tmp_path / "mixed.jsonl"
    lines = [json.dumps({"id": "a", "text": CALM}), '{"id": "b", "te', json.dumps({"id": "c", "text": 7})]
    file.write_text(
        "\n".join([*lines, json.dumps({"id": "d", "text": "  "}), json.dumps({"id": "e", "text": CALM + "!"})])
    )
    summary = load(tmp_path / "store", file)
    assert counts(summary) == (2, 0, 0, 3)
    found = rows(tmp_path / "store", "SELECT input_uri, record_index, error_path, status FROM rejects ORDER BY 2")
    assert found == [
        ("mixed.jsonl", 1, "", "open"),
        ("mixed.jsonl", 2, "text", "open"),
        ("mixed.jsonl", 3, "text", "open"),
    ]


def test_too_many_rejects_leave_the_tables_untouched(tmp_path: Path) -> None:
    """Above the limit the load fails; its rejects are in the ledger, its articles in no table."""
    store = tmp_path / "store"
    load(store, write_jsonl(tmp_path / "good.jsonl", [{"id": "a", "text": CALM}]))
    before = tables(store)
    mixed = [{"id": f"b{number}", "text": CALM if number % 2 else ""} for number in range(30)]
    with pytest.raises(LoadError, match=r"15 of 30 records"):
        load(store, write_jsonl(tmp_path / "bad.jsonl", mixed))
    assert tables(store) == before
    listed = onrecord("rejects", "--warehouse", str(store), "--json").stdout.splitlines()
    assert len(listed) == 15
    assert '"failed"' in onrecord("loads", "--warehouse", str(store), "--json").stdout


def test_limit_does_not_apply_to_a_handful(tmp_path: Path) -> None:
    """Below 20 records, a load with more bad than good ones still loads the good ones."""
    records = [{"id": str(number), "text": CALM if number == 0 else ""} for number in range(19)]
    assert counts(load(tmp_path / "store", write_jsonl(tmp_path / "few.jsonl", records))) == (1, 0, 0, 18)


def test_replay_takes_open_and_mended_records_again(tmp_path: Path) -> None:
    """A mended record becomes the article that it would have been; what fails again is a new reject."""
    store, file = tmp_path / "store", tmp_path / "in.jsonl"
    file.write_text(json.dumps({"id": "ok", "text": CALM}) + '\n{"id": "torn", "te\n' + '{"id": "blank", "text": ""}\n')
    load(store, file, source_id="wire")
    torn, blank = (
        json.loads(line) for line in onrecord("rejects", "--warehouse", str(store), "--json").stdout.splitlines()
    )
    payload = onrecord("rejects", "--warehouse", str(store), "--payload", torn["reject_id"]).stdout
    assert payload.strip() == '{"id": "torn", "te'
    mended = tmp_path / "mended.json"
    mended.write_text(json.dumps({"id": "torn", "text": CALM + " Mended."}))
    replay = ["replay", torn["reject_id"], "--warehouse", str(store), "--payload", str(mended), "--annotator", "simple"]
    ended = onrecord(*replay, "--json")
    assert ended.returncode == 0, ended.stderr
    summary = json.loads(ended.stdout)
    assert (summary["flow"], summary["rows_in"], summary["rows_ok"]) == ("replay", 1, 1)
    assert ("wire", "torn") in rows(store, "SELECT source_id, external_id FROM articles")
    still_open = [
        json.loads(line) for line in onrecord("rejects", "--warehouse", str(store), "--json").stdout.splitlines()
    ]
    assert [reject["reject_id"] for reject in still_open] == [blank["reject_id"]]
