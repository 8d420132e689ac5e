"""Records that do not pass: kept, listed, and taken through the load again."""

import json
from pathlib import Path
from typing import Any

import pytest

from schemas.errors import LoadError
from tests.flows.loading import CALM, counts, load, onrecord, rows, tables, write_jsonl


def test_bad_records_do_not_stop_the_load(tmp_path: Path) -> None:
    """Half a line, a wrong type and an empty text are rejected with place and reason; the rest loads."""
    file = tmp_path / "mixed.jsonl"
    good, wrong_type, blank, good_too = (
        json.dumps({"id": str(number), "text": text}) for number, text in enumerate((CALM, 7, "  ", CALM + "!"))
    )
    file.write_text(f'{good}\n{{"id": "torn", "te\n{wrong_type}\n{blank}\n{good_too}')
    summary = load(tmp_path / "store", file)
    assert counts(summary) == (2, 0, 0, 3)
    found = rows(tmp_path / "store", "SELECT input_uri, record_index, error_path, status FROM rejects ORDER BY 2")
    assert found == [("mixed.jsonl", index, path, "open") for index, path in ((1, ""), (2, "text"), (3, "text"))]


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
    torn, blank = _open(store)
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
    assert [reject["reject_id"] for reject in _open(store)] == [blank["reject_id"]]


def test_replay_reads_the_columns_as_the_load_did(tmp_path: Path) -> None:
    """Records from mapped columns are replayed with the mapping of their load."""
    store, file = tmp_path / "store", tmp_path / "in.csv"
    file.write_text(f'key,content\na,"{CALM}"\nb,"{CALM * 2}"\n')
    load(store, file, mapping={"id": "key", "text": "content"}, max_body_chars=len(CALM))
    assert [reject["error_code"] for reject in _open(store)] == ["body_too_long"]
    ended = onrecord("replay", "--warehouse", str(store), "--annotator", "none", "--json")
    assert json.loads(ended.stdout)["rows_ok"] == 1
    assert rows(store, "SELECT external_id FROM articles ORDER BY 1") == [("a",), ("b",)]


def _open(store: Path) -> list[dict[str, Any]]:
    """The open rejects, as the command line prints them."""
    listed = onrecord("rejects", "--warehouse", str(store), "--json").stdout
    return [json.loads(line) for line in listed.splitlines()]
