"""What a person asks for becomes conditions with bound values; nothing of it becomes SQL."""

from datetime import date

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.pages.report.queries import FOLDER
from flows.pages.report.selection import FIELDS, MARK, Selection, spelled_out
from schemas.errors import SettingsError

QUERY = f"SELECT article_id FROM current_articles WHERE {MARK} ORDER BY ALL"  # noqa: S608 - a constant


@pytest.fixture(scope="module")
def con() -> duckdb.DuckDBPyConnection:
    """Tables with the columns that conditions are about."""
    connection = duckdb.connect()
    connection.execute(
        "CREATE TABLE current_articles (article_id VARCHAR, publisher VARCHAR, source_id VARCHAR, lang VARCHAR, "
        "byline VARCHAR[], published_date DATE)"
    )
    connection.execute("CREATE TABLE links_of_articles (article_id VARCHAR, canonical_id VARCHAR)")
    connection.execute(
        "CREATE TABLE entities (canonical_id VARCHAR, name VARCHAR, external_id VARCHAR, aliases VARCHAR[])"
    )
    connection.execute(
        "INSERT INTO current_articles VALUES ('a', 'The ''Gazette''', 's', 'en', ['Ann Lee'], DATE '2026-03-01'), "
        "('b', NULL, 's', 'en', [], NULL)"
    )
    connection.execute("INSERT INTO entities VALUES ('k', 'Kenya', 'Q114', ['KENYA', 'Republic of Kenya'])")
    connection.execute("INSERT INTO links_of_articles VALUES ('b', 'k')")
    return connection


def _found(con: duckdb.DuckDBPyConnection, selection: Selection) -> list[str]:
    query = selection.applied(QUERY)
    rows = con.execute(query, selection.parameters()).fetchall()
    assert con.execute(spelled_out(query, selection.parameters())).fetchall() == rows
    return [article_id for (article_id,) in rows]


@pytest.mark.parametrize(
    ("where", "found"),
    [
        ([], ["a", "b"]),
        (["publisher=the 'GAZETTE'"], ["a"]),
        (["source=s"], ["a", "b"]),
        (["lang=EN"], ["a", "b"]),
        (["author=ann lee"], ["a"]),
        (["entity=kenya"], ["b"]),
        (["entity=republic of kenya"], ["b"]),
        (["entity=Q114"], ["b"]),
        (["entity=Peru", "entity=Kenya"], ["b"]),
        (["entity=Kenya", "publisher=x"], []),
        (["publisher=x' OR true --"], []),
        (["publisher=$since"], []),
    ],
)
def test_fields(con: duckdb.DuckDBPyConnection, where: list[str], found: list[str]) -> None:
    """Each field picks by its own column; SQL in a value is a value."""
    assert _found(con, Selection.parse(None, None, where)) == found


def test_days(con: duckdb.DuckDBPyConnection) -> None:
    """Both days count; what has no day does not."""
    day = date(2026, 3, 1)
    assert _found(con, Selection.parse(day, day, [])) == ["a"]
    assert _found(con, Selection.parse(date(2026, 3, 2), None, [])) == []


@given(st.text(min_size=1, max_size=40), st.sampled_from(sorted(FIELDS)))
def test_any_value_is_a_value(value: str, field: str) -> None:
    """The query holds nothing of the value; the statement to read runs with the same result."""
    try:
        selection = Selection.parse(None, None, [f"{field}={value}"])
    except SettingsError:
        return
    assert selection.applied(QUERY) == Selection.parse(None, None, [f"{field}=x"]).applied(QUERY)
    assert list(selection.parameters().values()) == [value.strip()]


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=40))
def test_literals_are_read_as_they_were(value: str) -> None:
    """A value, spelled out for a reader, is the value to DuckDB."""
    with duckdb.connect() as connection:
        assert connection.execute(spelled_out("SELECT $where_0", {"where_0": value})).fetchone() == (value,)


@pytest.mark.parametrize(
    ("since", "until", "where"),
    [
        (None, None, ["publisher"]),
        (None, None, ["body=x"]),
        (None, None, ["publisher="]),
        (None, None, ["publisher=a\x1b[2Jb"]),
        (None, None, ["publisher=" + "x" * 301]),
        (date(2026, 3, 2), date(2026, 3, 1), []),
    ],
)
def test_nonsense_is_refused(since: date | None, until: date | None, where: list[str]) -> None:
    """An error that names the option, and never the value."""
    with pytest.raises(SettingsError, match="--") as error:
        Selection.parse(since, until, where)
    assert "\x1b" not in str(error.value)


def test_every_query_has_a_comment_and_a_place_for_conditions() -> None:
    """Each says what it counts; each but those about loads and about titles of the whole store takes the selection."""
    for name, text in ((path.stem, path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.sql")):
        assert text.startswith("-- "), name
        assert (MARK in text) != (name in {"loads", "load_sums", "rejects", "entity_titles"}), name
        assert "LIMIT $rows" not in text or "ORDER BY" in text, name
