"""Label Studio's corrections, read back: rows are as a person marked them, and stay so when all is derived anew."""

import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from flows.annotating import import_annotations, read_tasks
from flows.cli import main
from flows.load.plan import Plan
from flows.load.request import LoadSummary, Request
from flows.load.run import run_load
from flows.load.stage import stage_stored
from flows.load.versions import extractor_version
from flows.settings import LoadSettings
from schemas.errors import InputError
from tests.flows.loading import load, rows, write_jsonl
from warehouse.store.store import Store

Json = dict[str, Any]
BODY = (
    '🚢 Mayor Ann Lee said: "We will build forty new houses by the river." Bo Ash disagreed with her on Monday.\n\n'
    'Nobody asked Cy Dell about it. "It costs too much for a town like ours," Bo Ash said in Ely.'
)
OTHER = "A calm sentence about the weather in the north of the country, long enough, Di Fox said on Sunday in Ely."
RECORDS = [
    {"id": "1", "published_at": "2026-07-10", "text": BODY},
    {"id": "2", "published_at": "2026-07-10", "text": OTHER},
]


def _settings(store: Path) -> LoadSettings:
    return LoadSettings(warehouse=store, annotator="simple")


def _rederive(store: Path) -> LoadSummary:
    opened, settings = Store.open(store), _settings(store)
    request = Request(
        flow="rederive",
        settings=settings,
        plan=partial(Plan, (), "snapshot", "again"),
        stage=stage_stored,
        extractor_version=extractor_version("simple"),
    )
    with opened.lock("test"):
        return run_load(opened, request)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _span(key: str, label: str, text: str, *, body: str = BODY) -> Json:
    start = body.index(text)
    value = {"start": _units(body[:start]), "end": _units(body[: start + len(text)]), "text": text, "labels": [label]}
    return {"id": key, "from_name": "span", "to_name": "text", "type": "labels", "value": value}


def _annotated(task: Json) -> Json:
    """The task as a person left it: Cy Dell is no name, a river is one, speakers are others, a quote was missed."""
    result = [
        one
        for one in task["predictions"][0]["result"]
        if one["type"] == "labels"
        and one["value"]["text"] not in ("Cy Dell", "Monday")
        and one["value"]["labels"] != ["Speaker"]
    ]
    quotes = [one["id"] for one in result if one["value"]["labels"] == ["Quote"]]
    assert len(quotes) == 2
    result += [_span("s1", "Speaker", "Ann Lee"), _span("s2", "Speaker", "her"), _span("n1", "ORG", "the river")]
    result += [_span("q3", "Quote", "disagreed with her"), _span("s3", "Speaker", "Bo Ash")]
    pairs = [(quotes[0], "s1"), (quotes[1], "s2"), ("s3", "q3")]
    result += [{"type": "relation", "from_id": one, "to_id": two, "direction": "right"} for one, two in pairs]
    old = {"result": [], "completed_by": 7, "created_at": "2026-07-11T08:00:00Z"}
    cancelled = {"result": [], "was_cancelled": True, "created_at": "2026-07-13T08:00:00Z"}
    last = {"result": result, "completed_by": {"id": 7, "email": "x@y.example"}, "created_at": "2026-07-12T08:00:00Z"}
    return {"data": task["data"], "annotations": [last, old, cancelled]}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A store of two articles, one of which was corrected, and the file of the corrections."""
    folder = tmp_path_factory.mktemp("annotated")
    store, out = folder / "store", folder / "tasks"
    load(store, write_jsonl(folder / "1.jsonl", RECORDS))
    exported = CliRunner().invoke(main, ["export", "label-studio", "--warehouse", str(store), "--out", str(out)])
    assert exported.exit_code == 0, exported.output
    tasks = {task["data"]["text"]: task for task in json.loads((out / "tasks.json").read_text(encoding="utf-8"))}
    away = {"data": {"article_id": "0" * 32, "text": "gone"}, "annotations": [{"result": []}]}
    file = folder / "done.json"
    file.write_text(json.dumps([_annotated(tasks[BODY]), {"data": tasks[OTHER]["data"], "annotations": []}, away]))
    done = import_annotations(file, _settings(store))
    assert (done.articles, list(done.unknown), list(done.revised)) == (1, ["0" * 32], [])
    return store, file


def _seen(store: Path) -> dict[str, list[tuple[Any, ...]]]:
    return {
        "names": rows(store, "SELECT text, kind, confidence FROM mentions WHERE mention_type = 'name' ORDER BY ALL"),
        "quotes": rows(
            store, "SELECT words, kind, speaker_text, speaker_name, rule, confidence FROM quotes ORDER BY start_char"
        ),
        "dates": rows(store, "SELECT text FROM dates ORDER BY ALL"),
        "entities": rows(store, "SELECT name, kind, n_mentions FROM article_entities ORDER BY ALL"),
    }


def test_rows_are_as_annotated(made: tuple[Path, Path]) -> None:
    """What was taken away is gone, what was added is there, speakers are those marked; no other article changed."""
    seen = _seen(made[0])
    names = {(text, kind): confidence for text, kind, confidence in seen["names"]}
    assert names["the river", "ORG"] == 1.0
    assert "Cy Dell" not in {text for text, _ in names}
    assert ("the river", "ORG", 1) in seen["entities"]
    assert "Cy Dell" not in {name for name, *_ in seen["entities"]}
    quotes = {words: rest for words, *rest in seen["quotes"]}
    assert quotes["We will build forty new houses by the river."] == ["direct", "Ann Lee", "Ann Lee", "annotated", 1.0]
    assert quotes["disagreed with her"][:3] == ["indirect", "Bo Ash", "Bo Ash"]
    second = next(rest for words, rest in quotes.items() if words.startswith("It costs"))
    assert second[1] == "her"
    assert seen["dates"] == [("Sunday",)]


def test_deriving_anew_keeps_them(made: tuple[Path, Path]) -> None:
    """The same rows, however often all is derived; what is exported again is what was annotated."""
    before = _seen(made[0])
    assert _rederive(made[0]).status == "committed"
    assert _seen(made[0]) == before
    assert rows(made[0], "SELECT count(*) FROM derive_failures") == [(0,)]
    assert rows(made[0], "SELECT label, annotator FROM annotations WHERE label = 'Article'") == [("Article", "7")]


def test_offsets_are_code_points(made: tuple[Path, Path]) -> None:
    """Each span names the characters that Label Studio showed, though a ship of two units stands before them."""
    (task, _) = read_tasks(made[1])
    quote = next(one for one in task.marked if one.label == "Quote")
    assert BODY[slice(*quote.span)] == "We will build forty new houses by the river."
    assert quote.speaker is not None
    assert BODY[slice(*quote.speaker)] == "Ann Lee"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{", "no JSON"),
        ("{}", "no list"),
        ('[{"annotations": [{"result": []}]}]', "task 0"),
        ('[{"data": {"article_id": "1", "text": "a"}, "annotations": [{"result": [{"type": "labels"}]}]}]', "task 0"),
        ("[]", "no annotated task"),
    ],
)
def test_what_is_no_export_is_told(made: tuple[Path, Path], tmp_path: Path, content: str, told: str) -> None:
    """With the task's place, and no word of an article."""
    path = tmp_path / "tasks.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=told):
        import_annotations(path, _settings(made[0]))
