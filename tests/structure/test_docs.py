"""What is written about onrecord is true: tables, settings, commands, views and checks are documented as they are."""

import csv
import json
import re
from pathlib import Path
from types import ModuleType

import click
import duckdb
import pytest
from pydantic import BaseModel

from flows.cli import COMMANDS, LazyCommands, main
from flows.settings import EraseSettings, IngestSettings, MaintainSettings, RederiveSettings, ReplaySettings
from schemas import document as tables_page
from schemas.tables import TABLES, Table
from warehouse.views import document as views_page

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = sorted(
    path
    for folder in ("", ".github", "flows", "schemas", "seeds", "warehouse", "tests")
    for path in (ROOT / folder).glob("*.md" if folder in {"", ".github"} else "**/*.md")
)
_LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")
SETTINGS = (IngestSettings, ReplaySettings, RederiveSettings, EraseSettings, MaintainSettings)
BY_NAME = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)


@BY_NAME
def test_every_column_has_a_description(table: Table) -> None:
    """No column goes out without saying what it holds; a table says what a row is."""
    assert table.description
    assert [column.name for column in table.columns if not column.description.strip()] == []


@BY_NAME
def test_descriptions_reach_duckdb(table: Table) -> None:
    """The DDL is valid, and the comments of table and columns are the descriptions."""
    with duckdb.connect() as con:
        con.execute(table.create_sql())
        for statement in table.comment_sql():
            con.execute(statement)
        comments = con.execute(
            "SELECT column_name, comment FROM duckdb_columns() WHERE NOT internal ORDER BY column_index"
        ).fetchall()
    assert comments == [(column.name, column.description) for column in table.sql_columns]


@BY_NAME
def test_descriptions_reach_parquet(table: Table) -> None:
    """Every field of the Arrow schema carries its description."""
    found = {field.name: (field.metadata or {}).get(b"description", b"").decode() for field in table.arrow_schema}
    assert found == {column.name: column.description for column in table.columns}


@pytest.mark.parametrize("made", [tables_page, views_page], ids=["tables", "views"])
def test_pages_are_up_to_date(made: ModuleType) -> None:
    """schemas/TABLES.md and warehouse/VIEWS.md are what `make docs` writes."""
    assert made.PAGE.read_text(encoding="utf-8") == made.page()


@pytest.mark.parametrize("model", SETTINGS, ids=lambda model: model.__name__)
def test_every_parameter_of_a_flow_is_described(model: type[BaseModel]) -> None:
    """Each parameter has a description, and PARAMETERS.md names it."""
    parameters = (ROOT / "flows" / "PARAMETERS.md").read_text(encoding="utf-8")
    for name, field in model.model_fields.items():
        assert field.description, name
        assert f"`{name}`" in parameters, name


def test_readmes_figures_are_the_floors() -> None:
    """What README says of accuracy is what the gate holds: a figure that changed is changed there as well."""
    floors = json.loads((ROOT / "tests" / "gate" / "development.json").read_text(encoding="utf-8"))["floors"]
    shown = {
        "quotes: right words / with the right person": ("quotes_gum_news, quotes", "all F1", "name end to end F1"),
        "names: span and kind / as entities (B³)": ("mentions_gum_news, mentions", "typed F1", "entities B3 F1"),
        "figures: values / values and units": (
            "figures_newsquant, figures, quantity",
            "values F1",
            "values and units F1",
        ),
    }
    rows = {cells[1].strip(): cells[3].strip() for line in README.splitlines() if len(cells := line.split("|")) == 5}
    for what, (gold, first, second) in shown.items():
        reached = [f"{floors[gold][name]:.3f}".removeprefix("0") for name in (first, second)]
        assert rows[what] == " / ".join(reached)


def test_readme_is_short() -> None:
    """At most 900 words, with one picture below 300 KB that is there."""
    assert len(README.split()) <= 900
    (picture,) = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)
    assert 0 < (ROOT / picture).stat().st_size < 300_000


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    """Each page of the project that another names is there."""
    names = _LINK.findall(page.read_text(encoding="utf-8"))
    assert [name for name in names if not (page.parent / name).exists()] == []


def test_every_command_is_in_the_readme() -> None:
    """README shows each command of `onrecord`."""
    assert [name for name in COMMANDS if f"onrecord {name}" not in README] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_listed_as_it_says_itself(name: str) -> None:
    """The line that lists a command, which is there without its module, begins as its own help does."""
    command = LazyCommands().get_command(click.Context(main), name)
    assert command is not None
    assert command.name == name
    beginning = COMMANDS[name].summary.rstrip(".").partition(":")[0].partition(",")[0]
    assert (command.help or "").startswith(beginning)


def test_every_view_is_told_of() -> None:
    """warehouse/README.md lists each view."""
    told = (ROOT / "warehouse" / "README.md").read_text(encoding="utf-8")
    views = sorted(path.stem for path in (ROOT / "warehouse" / "views").glob("*.sql"))
    assert views
    assert [view for view in views if f"`{view}`" not in told] == []


def test_every_reject_code_is_told_of() -> None:
    """REJECTS.md lists each code with which a record is rejected."""
    told = (ROOT / "schemas" / "REJECTS.md").read_text(encoding="utf-8")
    with (ROOT / "seeds" / "reference" / "reject_codes.csv").open(encoding="utf-8", newline="") as file:
        codes = [row["code"] for row in csv.DictReader(file)]
    assert codes
    assert [code for code in codes if f"`{code}`" not in told] == []


def test_readme_names_no_machine() -> None:
    """No path of a machine and no address of a package index stands in the project's files for people."""
    for place in ("README.md", "Makefile", "pyproject.toml", "requirements.lock", "requirements-dev.lock"):
        text = (ROOT / place).read_text(encoding="utf-8")
        assert "--index" not in text, place
        assert "/home/" not in text, place
