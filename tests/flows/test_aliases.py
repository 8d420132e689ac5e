"""`--aliases` on the command line: a user's names are honoured, kept by the store, and refused with a reason."""

import json
from pathlib import Path

import pytest

from flows.load.aliases import read_aliases
from flows.load.plan import load_id_of
from flows.settings import LoadSettings
from schemas.errors import InputError, SettingsError
from tests.flows.loading import load, onrecord, rows, tables, write_jsonl

TEXT = "{} told reporters on Monday that the harbour would open again. The weather stayed calm in the north."
LINKED = """
SELECT a.external_id, e.name, e.external_id
FROM article_entities AS ae JOIN links_of_articles AS l USING (article_id, entity_id)
JOIN entities AS e USING (canonical_id) JOIN articles AS a USING (article_id)
WHERE ae.kind = 'PERSON' ORDER BY ALL
"""
APART = [("1", "Ada Marsh", None), ("2", "Bo Harbour", None)]
JOINED = [("1", "Ada Marsh", "X1"), ("2", "Ada Marsh", "X1")]
HEADER = "name,alias,kind,external_id,from,to\n"


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A file of two articles, each about a person."""
    names = {"1": "Mrs. Ada Marsh", "2": "Mr. Bo Harbour"}
    records = [{"id": key, "text": TEXT.format(name), "published_at": "2024-03-01"} for key, name in names.items()]
    return write_jsonl(tmp_path / "articles.jsonl", records)


@pytest.fixture
def aliases(tmp_path: Path) -> Path:
    """An alias file that takes the two for one."""
    path = tmp_path / "aliases.csv"
    path.write_text(f"{HEADER}Ada Marsh,Bo Harbour,PERSON,X1,2024-03,2024-03-31\n", encoding="utf-8")
    return path


def test_the_command_line_honours_and_keeps_them(articles: Path, aliases: Path, tmp_path: Path) -> None:
    """Given with a load that finds nothing new they change the links; later loads without the option keep them."""
    store = tmp_path / "store"
    given = ["--warehouse", str(store), "--annotator", "simple", "--runner", "thread:1", "--json"]
    assert onrecord("run", str(articles), *given).returncode == 0
    assert rows(store, LINKED) == APART
    done = onrecord("run", str(articles), *given, "--aliases", str(aliases))
    assert json.loads(done.stdout)["status"] == "committed", done.stderr
    assert rows(store, LINKED) == JOINED
    aliases.write_text(f"{HEADER}Ada Marsh,Bo Harbour,GHOST,,,\n", encoding="utf-8")
    refused = onrecord("rederive", *given, "--aliases", str(aliases))
    assert refused.returncode == SettingsError.exit_code
    assert f"{aliases}, line 2: kind" in refused.stderr
    assert rows(store, LINKED) == JOINED


def test_the_store_keeps_the_last_table(articles: Path, aliases: Path, tmp_path: Path) -> None:
    """The same table again changes nothing, one with a header alone takes it back, rows come and go with it."""
    store = tmp_path / "store"
    assert load(store, articles, aliases=aliases).status == "committed"
    assert rows(store, LINKED) == JOINED
    assert load(store, articles, aliases=aliases).status == "unchanged"
    more = write_jsonl(
        tmp_path / "more.jsonl", [{"id": "3", "text": TEXT.format("Mr. Bo Harbour"), "published_at": "2024-03-02"}]
    )
    load(store, more)
    assert rows(store, LINKED) == [*JOINED, ("3", "Ada Marsh", "X1")]
    empty = tmp_path / "empty.csv"
    empty.write_text(HEADER, encoding="utf-8")
    assert load(store, articles, aliases=empty).status == "committed"
    assert rows(store, LINKED) == [*APART, ("3", "Bo Harbour", None)]
    assert rows(store, "FROM entity_aliases") == []


def test_when_the_table_was_given_does_not_matter(articles: Path, aliases: Path, tmp_path: Path) -> None:
    """Given before, with or after the articles: the tables are the same."""
    first, last = tmp_path / "first", tmp_path / "last"
    load(first, write_jsonl(tmp_path / "none.jsonl", []), aliases=aliases)
    load(first, articles)
    load(last, articles)
    load(last, articles, aliases=aliases)
    assert tables(first) == tables(last)


def test_content_and_not_path_is_part_of_the_load(aliases: Path, tmp_path: Path) -> None:
    """A load's id depends on the table given, not on where it lies."""
    moved = tmp_path / "moved.csv"
    moved.write_bytes(aliases.read_bytes())
    ids = {load_id_of(LoadSettings(aliases=path), "", None, "", read_aliases(path).sha256) for path in (aliases, moved)}
    assert len(ids) == 1
    assert load_id_of(LoadSettings(), "", None, "", None) not in ids


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "line 1: there is no header"),
        ("name,also\na,b\n", "line 1: the header must have the columns name and alias"),
        ("name;alias\na;b\n", "line 1: the header"),
        ("name,alias\nAda,\n", "line 2: alias"),
        ("name,alias\nAda,...\n", "line 2: alias: Value error, has neither a letter nor a digit; mend the cell"),
        ("name,alias\nAda,B,C\n", "line 2: 3 cells where the header has 2"),
        ("name,alias,from\nAda,B,May\n", r"line 2: from: Value error, must be a year \(2024\)"),
        ("name,alias,from,to\nAda,B,2024,2023\n", "line 2: from, to: Value error, the period ends before it begins"),
        ('name,alias\n"Ada"x,B\n', "line 2: is no CSV"),
    ],
)
def test_a_line_that_makes_no_sense_is_named(text: str, message: str, tmp_path: Path) -> None:
    """The error says which file and line, what is wrong, and what to do."""
    path = tmp_path / "aliases.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=rf"aliases\.csv, {message}"):
        read_aliases(path)


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    """A missing file and one that is not UTF-8 are inputs that can't be read."""
    with pytest.raises(InputError, match="can't be read"):
        read_aliases(tmp_path / "absent.csv")
    (tmp_path / "latin.csv").write_bytes("name,alias\nJosé,Pepe\n".encode("latin-1"))
    with pytest.raises(InputError, match="is not in UTF-8"):
        read_aliases(tmp_path / "latin.csv")


def test_columns_in_any_order_blank_lines_and_a_byte_order_mark(tmp_path: Path) -> None:
    """What spreadsheets write is read: other orders, missing columns, blank lines, years and days for months."""
    path = tmp_path / "aliases.csv"
    path.write_text("\ufeffalias,name,to\n B , Ada  Marsh ,2024\n\n,,\nC,Ada Marsh,2024-02-03\n", encoding="utf-8")
    table = read_aliases(path).rows
    assert table is not None
    assert [(row["name"], row["alias"], row["holds_from"], row["holds_to"]) for row in table.to_pylist()] == [
        ("Ada Marsh", "B", None, "2024-12"),
        ("Ada Marsh", "C", None, "2024-02"),
    ]
