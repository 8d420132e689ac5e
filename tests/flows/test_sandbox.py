"""`onrecord sql` under attack: a thousand statements made by a generator, and statements that would take everything."""

import itertools
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from flows.answers.formats import defused
from flows.answers.question import Question, ask
from flows.cli import main
from schemas.errors import OnrecordError
from tests.flows.loading import onrecord
from tests.served import own_server
from tests.unit.warehouse.making import case, run
from warehouse.store.read import connect
from warehouse.store.store import Store

SEED = 20_261_128
STATEMENTS = 1_000
TELLTALE = "zyzzyva"
"""A word of the article's body that no statement holds and no error may show."""
CANARY = "canary-of-another-file"
_BODY = f"Ann Lee counted 12 boats at the {TELLTALE} harbour on Monday, and said that more of them would come."


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with one article, and beside it a file that no statement may read."""
    folder = tmp_path_factory.mktemp("sandbox")
    (folder / "canary.csv").write_text(f"a\n{CANARY}\n", encoding="utf-8")
    opened = Store.open(folder / "store")
    run(opened, "L1", [case(1, words=_BODY)])
    return folder / "store"


def _statements(store: Path) -> Iterator[str]:
    """Statements that read, write, load, attach, set, or provoke an error over an article's words."""
    choose = random.Random(SEED).choice  # noqa: S311  # a test that is the same each time
    canary, made = store.parent / "canary.csv", store.parent / "made"
    paths = (
        canary,
        f"{store.parent}/*",
        "/etc/passwd",
        f"file://{canary}",
        "/proc/self/environ",
        "http://127.0.0.1:9/x",
    )
    readers = ("read_csv", "read_text", "read_blob", "read_json", "read_parquet", "glob", "sniff_csv", "read_csv_auto")
    values = ("body", "headline || body", "(SELECT body FROM articles)", "body || chr(0)", "body::BLOB::VARCHAR")
    failing = (
        "{}::INTEGER", "{}::DATE", "{}::TIMESTAMPTZ", "{}::UUID", "{}::JSON", "{}::BIT", "{}::INTERVAL",
        "{}::INTEGER[]",
        "error({})", "timezone({}, now())", "strptime({}, '%Y')", "strftime(now(), {})", "date_part({}, now())",
        "regexp_matches('a', {} || '(')", "regexp_replace('a', 'a', {} || '\\9')", "json_extract('{{}}', {})",
        "from_base64({})", "unhex({})", "decode({}::BLOB)", "list_aggregate([1], {})", "date_trunc({}, now())",
        "printf({} || '%d', 'x')", "format({} || '{{}}')", "getvariable({})", "current_setting({})", "nextval({})",
        "enum_range({}::ENUM('a'))", "struct_extract({{'a': 1}}, {})", "map([1], [{}])[1]::INTEGER", "chr({}::INTEGER)",
        "bar(1, 2, 3, {}::INTEGER)", "array_value({})::INTEGER[2]", "to_timestamp({}::DOUBLE)", "encode({})::INTEGER",
    )  # fmt: skip
    clauses = (
        "SELECT {} FROM articles",
        "SELECT 1 FROM articles WHERE {} IS NULL",
        "SELECT 1 FROM articles ORDER BY {}",
        "SELECT count(*) FROM articles GROUP BY {}",
        "SELECT max({}) OVER () FROM articles",
        "WITH x AS (SELECT {} AS y FROM articles) SELECT * FROM x",
        "SELECT * FROM articles, LATERAL (SELECT {})",
    )
    writing = (
        "COPY articles TO '{path}'", "COPY (SELECT 1) TO '{path}' (FORMAT parquet)", "EXPORT DATABASE '{path}'",
        "ATTACH '{path}' AS other", "CREATE TABLE made AS SELECT 1", "CREATE OR REPLACE VIEW articles AS SELECT 1",
        "INSERT INTO articles SELECT * FROM articles", "UPDATE articles SET body = ''", "DELETE FROM quotes",
        "DROP VIEW most_quoted", "ALTER TABLE articles ADD COLUMN x INTEGER", "CREATE TEMP TABLE t AS FROM '{path}'",
        "CREATE SECRET s (TYPE s3)", "INSTALL httpfs", "LOAD '{path}'", "IMPORT DATABASE '{path}'", "CHECKPOINT",
        "PRAGMA enable_profiling", "PRAGMA profiling_output='{path}'", "SET temp_directory='{path}'",
        "SET enable_external_access=true", "RESET lock_configuration", "SET memory_limit='1TB'",
        "CALL pragma_version()",
        "SET VARIABLE x = (SELECT body FROM articles)", "PREPARE p AS SELECT 1", "EXECUTE p", "BEGIN", "DETACH store",
        "CREATE MACRO m() AS TABLE FROM '{path}'", "CREATE TYPE e AS ENUM (SELECT body FROM articles)", "VACUUM",
        "PIVOT articles ON body USING count(*)", "SELECT {name} FROM (PIVOT articles ON body USING count(*))",
        "FROM query('COPY articles TO ''{path}''')", "FROM query_table('{path}')", "FROM duckdb_secrets()",
        "USE memory",
        "SELECT * FROM '{path}'", "SUMMARIZE '{path}'", "DESCRIBE FROM '{path}'", "EXPLAIN ANALYZE FROM '{path}'",
        "SELECT COLUMNS(x -> x = (SELECT body FROM articles)) FROM articles", "SET SESSION CHARACTERISTICS x",
    )  # fmt: skip
    pieces = (*"'\";()-*,.$[]{}\\\n\0", "a", "SELECT ", "FROM ", "articles ", "body ", "::", "WHERE ")
    kinds = (
        lambda: choose(clauses).format(choose(failing).format(choose(values))),
        lambda: f"SELECT * FROM {choose(readers)}('{choose(paths)}')",  # noqa: S608  # statements are the point
        lambda: f"SELECT content FROM {choose(readers)}((SELECT '{choose(paths)}'))",  # noqa: S608  # as above
        lambda: choose(writing).format(path=choose((*paths, made)), name=choose(("nope", "a", "headline"))),
        lambda: "".join(choose(pieces) for _ in range(choose(range(1, 30)))),
    )
    yield from (choose(kinds)() for _ in itertools.count())


def test_a_thousand_statements(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each ends with an answer or an error of ours; no file is read or made, no article's word shown in an error."""
    monkeypatch.chdir(tmp_path)
    before = {path: path.stat().st_mtime_ns for path in store.parent.rglob("*")}
    answered = 0
    output = tmp_path / "answer.json"
    with connect(Store.open(store, create=False)):  # as a second reader: DuckDB is not made anew for each statement
        for statement in itertools.islice(_statements(store), STATEMENTS):
            try:
                ask(store, Question(statement), "json", output, timeout_s=20)
                answered += 1
            except OnrecordError as error:
                told_wrong = TELLTALE in str(error) or not str(error).isprintable()
            else:
                told_wrong = False
            assert not told_wrong, statement
            if output.exists():
                told = output.read_bytes()
                assert CANARY.encode() not in told, statement
                assert b"root:" not in told, statement
                output.unlink()
    assert {path: path.stat().st_mtime_ns for path in store.parent.rglob("*")} == before
    assert list(tmp_path.iterdir()) == []
    assert 20 < answered < STATEMENTS - 300


def _sql(store: Path, query: str, *options: str) -> Result:
    return CliRunner().invoke(main, ["sql", "--warehouse", str(store), query, *options])


def test_a_statement_that_would_run_for_ever(store: Path) -> None:
    """After --timeout seconds it is stopped, and the message says so."""
    query = "SELECT count(*) FROM range(1000000000) AS a, range(1000000000) AS b WHERE hash(a.range, b.range) = 1"
    result = _sql(store, query, "--timeout", "1")
    assert result.exit_code == 2
    assert "longer than 1 s" in result.output


@pytest.mark.parametrize(
    "query",
    [
        "SELECT sum(length(repeat(body, 1000000 + range::INTEGER % 7))) FROM articles, range(64)",
        "SELECT length(string_agg(repeat(body, 100000), '')) FROM articles, range(2000)",
        "SELECT length(list(repeat(body, 100000))::VARCHAR) FROM articles, range(2000)",
    ],
)
def test_a_statement_that_would_take_all_memory(store: Path, query: str) -> None:
    """It ends in an error of ours, or with an answer, within the memory that it may have.

    In a process of its own, as a person asks: what DuckDB's threads hold when their memory ends, they may hold for
    ever. In one process with other tests, a later one waited for it without end.
    """
    result = onrecord("sql", "--warehouse", str(store), query)
    assert result.returncode in (0, 2), result.stderr
    if result.returncode:
        assert "more memory" in result.stderr
        assert TELLTALE not in result.stderr


def test_what_does_not_fit_goes_to_a_folder_of_its_own(store: Path, tmp_path: Path) -> None:
    """A sort that spills leaves nothing behind: neither beside the published snapshot nor in the temporary folder."""
    before = sorted(store.parent.rglob("*"))
    rows = "SELECT repeat('x', 900) || range AS x FROM range(800000)"
    query = f"SELECT max(x) FROM ({rows} ORDER BY hash(range) LIMIT 700000)"  # noqa: S608  # our own
    ended = onrecord("sql", "--warehouse", str(store), query, env=own_server() | {"TMPDIR": str(tmp_path)})
    assert ended.returncode in (0, 2), ended.stderr
    assert sorted(store.parent.rglob("*")) == before
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ["\u200b=cmd", " =cmd", "\u202e@cmd", "\ufeff+1", "\u00ad\u2060-1", "\x00=cmd"])
def test_formulas_behind_what_cannot_be_seen(text: str) -> None:
    """A spreadsheet drops some of what can't be seen, and runs what follows."""
    assert defused(text) == f"'{text}"


def test_cells_with_separators_of_other_countries_are_quoted(store: Path) -> None:
    """Where lists are written with semicolons `a;=cmd` would be two cells, the second one a formula."""
    result = _sql(store, "SELECT 'a;=cmd' AS x, 'a|=cmd' AS y", "--format", "csv")
    assert result.stdout == 'x,y\n"a;=cmd","a|=cmd"\n'
