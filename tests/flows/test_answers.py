"""`onrecord sql`, `quotes` and `figures`: what a person asks is answered, what must not be reached is not."""

import contextlib
import json
import os
import pty
import re
import subprocess
import sys
from datetime import date
from itertools import islice
from pathlib import Path

import psutil
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from flows.cli import main
from tests.answers import TERMINAL
from tests.flows.loading import ROOT
from tests.unit.warehouse.making import case, run
from tests.waiting import PATIENCE_S, running
from warehouse.store.store import Store

HOSTILE = "=HYPERLINK(1) \x1b[31m\u202eevil <script>alert(1)</script>\x07 [bold] 12"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of three articles: a plain one, one of a José Núñez, and a hostile one."""
    folder = tmp_path_factory.mktemp("answers") / "store"
    plain, other, hostile = case(1), case(2, day=date(2024, 5, 6), words="We kept 12 boats"), case(3, words=HOSTILE)
    other.change("article_entities", 0, name="José Núñez", entity_id="n" * 32, aliases=("Pepe",))
    for row in ("quotes", "mentions", "figures"):
        key = {"quotes": "speaker_entity_id"}.get(row, "entity_id")
        other.change(row, 0, **{key: "n" * 32})
    other.change("entity_relations", 0, subject_entity_id="n" * 32)
    other.change("quotes", 0, speaker_name="José Núñez", speaker_entity_ids=("n" * 32,))
    other.change("figures", 0, claimant_entity_id="n" * 32)
    run(Store.open(folder), "L1", [plain, other, hostile])
    return folder


def _run(store: Path, *arguments: str, given: str | None = None) -> Result:
    return CliRunner().invoke(main, [*arguments, "--warehouse", str(store)], input=given)


def _found(store: Path, *arguments: str) -> list[dict[str, object]]:
    result = _run(store, *arguments, "--format", "json")
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.mark.parametrize("name", ["nunez", "JOSÉ  nuñez", "Núñez", "pepe"])
def test_a_speaker_is_found_by_any_name(store: Path, name: str) -> None:
    """Case, accents and spaces do not matter, and an alias will do."""
    ((quote),) = _found(store, "quotes", "--speaker", name)
    assert quote["words"] == "We kept 12 boats"
    assert (quote["date"], quote["article_id"], quote["start_char"]) == ("2024-05-06", case(2).article.article_id, 14)


def test_half_a_name_is_no_name(store: Path) -> None:
    """Words match as a whole."""
    assert _found(store, "quotes", "--speaker", "nun") == []


@pytest.mark.parametrize(
    ("options", "count"),
    [
        (["--since", "2024-05-01"], 1),
        (["--until", "2024-03-05"], 2),
        (["--about", "boats"], 2),
        (["--about", "ely"], 0),
        (["--kind", "direct", "--confidence", "0.8"], 3),
        (["--confidence", "0.9"], 0),
        (["--kind", "indirect"], 0),
    ],
)
def test_quotes_are_filtered(store: Path, options: list[str], count: int) -> None:
    """Each option keeps the quotes that meet it."""
    assert len(_found(store, "quotes", *options)) == count


@pytest.mark.parametrize(
    ("options", "count"),
    [
        (["--counted", "boat"], 3),
        (["--counted", "Boats"], 3),
        (["--counted", "oat"], 0),
        (["--owner", "Nunez"], 1),
        (["--claimant", "pepe"], 1),
        (["--claimant", "oat"], 0),
        (["--unit", "USD"], 0),
        (["--unit", "1", "--kind", "count", "--since", "2024-05-01"], 1),
    ],
)
def test_figures_are_filtered(store: Path, options: list[str], count: int) -> None:
    """Each option keeps the figures that meet it."""
    assert len(_found(store, "figures", *options)) == count


@pytest.mark.parametrize("command", ["quotes", "figures"])
def test_a_terminal_shows_what_a_person_reads_first(store: Path, command: str) -> None:
    """Who, what and where in columns; a file has the offsets too."""
    shown = _run(store, command, "--since", "2024-05-01").stdout
    assert "José Núñez" in shown
    assert case(2).article.article_id[:10] in shown
    assert "start_char" not in shown
    (found,) = _found(store, command, "--since", "2024-05-01")
    assert "start_char" in found


@pytest.mark.parametrize("command", ["quotes", "figures"])
def test_what_is_asked_is_bound(store: Path, command: str) -> None:
    """A name that is SQL is a name that nobody has; it is no part of the statement."""
    option = "--speaker" if command == "quotes" else "--owner"
    name = "x' OR 1=1; DROP TABLE quotes; --"
    assert _found(store, command, option, name) == []
    statement = _run(store, command, option, name, "--sql").stdout.split("\n", 1)[1]
    assert "DROP" not in statement


def test_the_printed_sql_can_be_run(store: Path) -> None:
    """`--sql` prints what was asked: run with the printed parameters, it finds the same."""
    options = ["quotes", "--speaker", "Núñez", "--since", "2024-05-01", "--about", "boats"]
    told = _run(store, *options, "--sql").stdout
    parameters = re.findall(r"--param (\w+)='([^']*)'", told.splitlines()[0])
    given = [part for name, value in parameters for part in ("--param", f"{name}={value}")]
    result = _run(store, "sql", "-", *given, "--format", "json", given=told)
    assert [json.loads(line) for line in result.stdout.splitlines()] == _found(store, *options)


@pytest.mark.parametrize("command", [["sql", "FROM who_said_what"], ["quotes"], ["figures"], ["sql", "FROM articles"]])
@pytest.mark.parametrize("columns", ["80", "400"])
def test_a_hostile_article_in_the_terminal(store: Path, command: list[str], columns: str) -> None:
    """No control, escape code or bidirectional mark of an article reaches the terminal."""
    result = CliRunner().invoke(main, [*command, "--warehouse", str(store)], env=TERMINAL | {"COLUMNS": columns})
    assert result.exit_code == 0, result.output
    assert not {character for character in result.output if not character.isprintable()} - {"\n"}


@pytest.mark.parametrize("format_", ["csv", "json"])
def test_a_hostile_article_as_data_in_a_terminal(store: Path, format_: str) -> None:
    """Also CSV and JSON are stripped where a terminal shows them; a pipe gets the text as it is."""
    command = [sys.executable, "-m", "flows.cli", "quotes", "--format", format_, "--warehouse", str(store)]
    ours, theirs = pty.openpty()
    with running(command, cwd=ROOT, stdout=theirs) as process:
        os.close(theirs)
        shown = _read_all(ours)
    assert process.returncode == 0
    assert "evil" in shown
    assert not {character for character in shown if not character.isprintable()} - {"\r", "\n"}
    piped = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=PATIENCE_S).stdout.decode()
    assert "\u202e" in piped


def _read_all(terminal: int) -> str:
    """What is written to a terminal until its other end closes, which Linux reports as an error."""
    read = b""
    with contextlib.suppress(OSError):
        while piece := os.read(terminal, 10_000):
            read += piece
    os.close(terminal)
    return read.decode()


def test_a_hostile_article_in_csv(store: Path) -> None:
    """Its formula is defused."""
    text = _run(store, "quotes", "--format", "csv").stdout
    assert "'=HYPERLINK(1)" in text
    assert not re.search('(^|,)"?=', text, re.MULTILINE)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT body::INTEGER FROM articles",
        "SELECT error(body) FROM articles",
        "SELECT strptime(body, '%Y') FROM articles",
        "SELECT regexp_matches('a', body || '(') FROM articles",
    ],
)
def test_an_error_shows_nothing_of_an_article(store: Path, query: str) -> None:
    """What DuckDB says about a value is not passed on."""
    result = _run(store, "sql", query)
    assert result.exit_code == 2
    assert "Ann Lee" not in result.output
    assert "boats" not in result.output
    assert "\x1b" not in result.output


@pytest.mark.parametrize(
    "query",
    [
        "SELECT 1; SELECT 2",
        "",
        "SELEC",
        "FROM read_csv('/etc/hostname')",
        "COPY (SELECT 1) TO 'x.csv'",
        "ATTACH 'x.db'",
        "INSTALL httpfs",
        "SET threads = 1",
        "SET enable_external_access = true",
        "DROP TABLE quotes",
        "DELETE FROM quotes",
        "SELECT $missing",
    ],
)
def test_what_is_refused(store: Path, query: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A statement reads the snapshot and nothing else, one at a time; the message says what to do."""
    monkeypatch.chdir(tmp_path)
    result = _run(store, "sql", query)
    assert result.exit_code == 2
    assert result.output.startswith("onrecord: ")
    assert list(tmp_path.iterdir()) == []


def test_parquet_and_parameters(store: Path, tmp_path: Path) -> None:
    """A file's ending says its format; a parameter is a value."""
    path = tmp_path / "a.parquet"
    result = _run(
        store, "sql", "SELECT $word AS word, count(*) AS n FROM quotes", "--param", "word=a'b", "-o", str(path)
    )
    assert (result.exit_code, result.output) == (0, "")
    assert pq.read_table(path).to_pylist() == [{"word": "a'b", "n": 3}]


@pytest.mark.parametrize("arguments", [["--param", "word"], ["-o", "a.txt"], ["--format", "parquet"]])
def test_options_that_make_no_sense(store: Path, arguments: list[str]) -> None:
    """They are refused before anything is read."""
    assert _run(store, "sql", "SELECT 1", *arguments).exit_code == 2


@pytest.mark.parametrize("format_", ["csv", "json"])
def test_memory_does_not_grow_and_a_closed_pipe_is_no_error(store: Path, format_: str) -> None:
    """Millions of rows go through a pipe in little memory; when its reader leaves, nothing is said."""
    query = "SELECT range AS n, 'some words of a quote' AS words FROM range(1000000)"
    command = [sys.executable, "-m", "flows.cli", "sql", query, "--format", format_, "--warehouse", str(store)]
    with running(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        most = sum(1 for _ in islice(process.stdout, 900_000))
        held = psutil.Process(process.pid).memory_info().rss
        count = most + sum(1 for _ in process.stdout)
        assert process.stderr.read() == b""
    assert process.returncode == 0
    assert count == 1_000_000 + (format_ == "csv")
    assert held < 400_000_000
    with running(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        os.read(process.stdout.fileno(), 100)
        process.stdout.close()
        assert process.stderr.read() == b""


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["quotes", "--speaker", "nunes"], "nothing has --speaker 'nunes'; nearest: José Núñez"),
        (["quotes", "--outlet", "zzz"], "nothing has --outlet 'zzz'; the store has "),
        (["quotes", "--since", "2030-01-01"], "nothing has --since '2030-01-01'; the store has 2024-05-06"),
        (["figures", "--kind", "cont"], "nothing has --kind 'cont'; nearest: count"),
        (["quotes", "--speaker", "nunez", "--until", "2024-03-05"], "without --until there is 1 row"),
    ],
)
def test_what_finds_nothing_names_what_is_near(store: Path, asked: list[str], told: str) -> None:
    """The condition that nothing meets, beside the answer: what is piped stays the answer alone."""
    result = _run(store, *asked, "--format", "json")
    assert (result.exit_code, result.stdout) == (0, "")
    assert told in result.stderr
    assert "\x1b" not in _run(store, "quotes", "--speaker", "\x1b[31m", "--outlet", HOSTILE).output


def test_a_store_that_is_not_there_is_told_and_not_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong path starts no Prefect and leaves nothing behind, whatever the command."""
    for module in ("run", "replay", "erase"):
        monkeypatch.delattr(f"flows.commands.{module}.prefect")
    for command in (["rederive"], ["replay"], ["erase", "a" * 32, "--reason", "x"], ["loads"], ["run", "nosuch"]):
        result = _run(tmp_path / "no", *command)
        assert result.exit_code in (66, 73), command
        assert result.output.startswith("onrecord: ")
    assert list(tmp_path.iterdir()) == []
