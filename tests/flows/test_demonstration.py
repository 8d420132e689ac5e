"""What ships in seeds/articles shows what onrecord is for, and the answers of QUESTIONS.md are what it gives."""

import csv
import io
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from rich.console import Console

from flows.cli import main
from flows.commands.summary import show_summary
from flows.load.request import LoadSummary
from tests.answers import QUESTIONS, answered
from tests.flows.loading import CORPUS, ROOT, counts, load, rows

SHIPPED = [
    json.loads(line)
    for line in (ROOT / "tests" / "golden" / "shipped_rows.jsonl").read_text(encoding="utf-8").splitlines()
]
"""An article a line: its quotes (start, kind, speaker, speaker's kind), figures (start, text, kind, owner) and entities
(name, kind) as a person found them right."""
with (ROOT / "tests" / "golden" / "shipped_faults.csv").open(encoding="utf-8", newline="") as file:
    FAULTS = list(csv.DictReader(file))
ROWS_OF = {
    "quotes": """
        SELECT start_char, kind, coalesce(speaker_name, speaker_text), speaker_kind FROM quotes
        WHERE starts_with(article_id, ?) AND section IN ('headline', 'body', 'caption')
    """,
    "figures": """
        SELECT f.start_char, f.text, f.kind, e.name FROM figures AS f
        LEFT JOIN article_entities AS e ON e.article_id = f.article_id AND e.entity_id = f.entity_id
        WHERE starts_with(f.article_id, ?) AND f.section IN ('headline', 'body', 'caption')
    """,
    "entities": "SELECT name, kind FROM article_entities WHERE starts_with(article_id, ?)",
}


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> LoadSummary:
    """The load of all articles that ship."""
    return load(tmp_path_factory.mktemp("demonstration") / "store", CORPUS, annotator="default")


@pytest.fixture(scope="module")
def store(loaded: LoadSummary) -> Path:
    """The store that it made."""
    return loaded.warehouse


def test_every_record_is_loaded(loaded: LoadSummary) -> None:
    """No record is refused; two are the words of others."""
    assert counts(loaded) == (32, 0, 2, 0)


@pytest.mark.parametrize("width", [80, 100])
def test_summary_fits_the_terminal(loaded: LoadSummary, width: int) -> None:
    """A person sees who is quoted most, what went round and what is disputed, each in a line of its own."""
    console = Console(file=io.StringIO(), width=width)
    with console.capture() as capture:
        show_summary(console, loaded)
    tables, _, _ = capture.get().partition("The store: ")
    for told in (
        "Quoted most",
        "Words that went round",
        "Figures that contradict each other",
        "Who claims which number",
    ):
        assert told in tables
    assert "about 11,0" in next(line for line in tables.splitlines() if "5,600 troops" in line)
    assert max(map(len, tables.splitlines())) <= width


def test_what_to_type_next_can_be_pasted(loaded: LoadSummary) -> None:
    """Each command stands on a line of its own, with the store that it is for."""
    console = Console(file=io.StringIO(), width=80)
    with console.capture() as capture:
        show_summary(console, loaded)
    commands = [line.split() for line in capture.get().partition("Next:")[2].splitlines() if "onrecord " in line]
    assert [words[1] for words in commands] == ["show", "report", "sql", "run"]
    assert all(words[-2:] == ["--warehouse", str(loaded.warehouse)] for words in commands)


def test_loads_fit_the_terminal(loaded: LoadSummary) -> None:
    """A load is three lines of at most 80 characters, with an id that is not torn."""
    told = CliRunner().invoke(main, ["loads", "--warehouse", str(loaded.warehouse)], env={"COLUMNS": "80"}).stdout
    assert f"{loaded.load_id[:10]}  " in told
    assert "34 read: 31 new, 1 revised, 2 duplicate" in told
    assert max(map(len, told.splitlines())) <= 80


@pytest.mark.parametrize("truth", SHIPPED, ids=lambda truth: truth["article"])
def test_rows_are_those_that_a_person_found_right(store: Path, truth: dict[str, Any]) -> None:
    """Kind and speaker of each quote, kind and owner of each figure, each entity's kind, read in the article by hand.

    What is known to be wrong stands in shipped_faults.csv beside what is right, and must be wrong still: a fault that
    is mended is taken out of the list. The right rows are never made what the program says.
    """
    expected = {table: Counter(map(_key, truth[table])) for table in ROWS_OF}
    for fault in FAULTS:
        if fault["article"] == truth["article"]:
            expected[fault["table"]] += Counter([_key(json.loads(fault["says"]))])
            expected[fault["table"]] -= Counter([_key(json.loads(fault["right"]) or ())])
    found = {table: Counter(map(_key, rows(store, query, [truth["article"]]))) for table, query in ROWS_OF.items()}
    gone = {table: list((expected[table] - found[table]).elements()) for table in ROWS_OF}
    new = {table: list((found[table] - expected[table]).elements()) for table in ROWS_OF}
    assert not any(gone.values()), "right rows, or known faults, that are gone"
    assert not any(new.values()), "rows that nobody has judged"


def test_every_shipped_article_was_read(store: Path) -> None:
    """None is shown whose rows nobody has judged."""
    shown = rows(store, "SELECT left(article_id, 8) FROM current_articles ORDER BY published_date, article_id")
    assert [article for (article,) in shown] == [truth["article"] for truth in SHIPPED]


def _key(row: Sequence[object]) -> tuple[object, ...]:
    return tuple(row)


def test_answers_in_readme(store: Path) -> None:
    """QUESTIONS.md shows what `onrecord sql` prints for each of its questions; `make docs` writes it anew."""
    text = QUESTIONS.read_text(encoding="utf-8")
    assert text == answered(text, store)


def test_wire_copy_is_seen(store: Path) -> None:
    """Two articles of the agency are printed by a paper under a headline of its own."""
    query = "SELECT publisher, first_publisher, headline <> first_headline FROM copies"
    assert rows(store, query) == [("Basin Herald", "Meridian Wire", True)] * 2


def test_correction_is_seen(store: Path) -> None:
    """The paper that wrote 12,000 for 1,200 changed its text and says so; what it says is no claim of the article."""
    assert rows(store, "SELECT publisher, kind, words LIKE '%12,000%' FROM corrections ORDER BY kind") == [
        ("The Port Sorrel Ledger", "note", True),
        ("The Port Sorrel Ledger", "text", True),
    ]
    said = "SELECT count(*) FROM who_said_what JOIN quotes USING (quote_id) WHERE section = 'correction'"
    assert rows(store, said) == [(0,)]


def test_withheld_article_is_kept_and_not_shown(store: Path) -> None:
    """What its publisher withheld is stored; nothing is derived from it, and no view shows it."""
    ((article, status),) = rows(store, "SELECT article_id, pub_status FROM articles WHERE pub_status <> 'usable'")
    assert status == "withheld"
    for place in ("current_articles", "quotes", "mentions", "figures", "dates", "entities_per_article"):
        query = f"SELECT count(*) FROM {place} WHERE article_id = ?"  # noqa: S608  # our own names
        assert rows(store, query, [article]) == [(0,)], place


@pytest.mark.parametrize(
    ("words", "speaker"),
    [("A port without people is a car park", "Joanna Adler-Pryce"), ("There is no offensive", "Anton Breskov")],
)
def test_words_that_went_round(store: Path, words: str, speaker: str) -> None:
    """What was said again and again is one row, with who said it."""
    found = rows(store, "SELECT speaker, n_articles FROM repeated_quotes WHERE starts_with(words, ?)", [words])
    assert [name for name, _ in found] == [speaker]
    assert found[0][1] >= 2  # that is what repeated means


def test_disputed_troops(store: Path) -> None:
    """Two governments and the monitors count the same soldiers differently, on the same day."""
    query = "SELECT owner, about, claimant_a, text_a, claimant_b, text_b FROM figure_contradictions"
    pairs = {
        (owner, about, frozenset(((a, said_a), (b, said_b))))
        for owner, about, a, said_a, b, said_b in rows(store, query)
    }
    breskov, aalvik, dunholt = "Anton Breskov", "Sigurd Aalvik", "Marek Dunholt"
    expected = (
        ((breskov, "7,500 troops"), (aalvik, "about 9,600 troops")),
        ((breskov, "5,600 troops"), (dunholt, "about 11,000 troops")),
    )
    assert {("Galania", "troop", frozenset(pair)) for pair in expected} <= pairs


@pytest.mark.parametrize("about", ["death", "striker"])
def test_disputes_over_what_nobody_owns(store: Path, about: str) -> None:
    """The dead of a flood and those on strike are counted differently; one source but corrects itself."""
    query = "SELECT verdict, claimant_a, claimant_b FROM figure_contradictions WHERE about = ? AND owner IS NULL"
    found = rows(store, query, [about])
    assert "dispute" in {verdict for verdict, _, _ in found}
    assert all((verdict == "dispute") == (a != b) for verdict, a, b in found)


def test_claimant_is_the_speaker_of_the_quote(store: Path) -> None:
    """Who claims a figure in a quote is who says the quote."""
    query = """
        SELECT count(*), count(*) FILTER (f.claimant_entity_id IS DISTINCT FROM q.speaker_entity_id)
        FROM figures AS f JOIN quotes AS q USING (quote_id)
    """
    ((figures, others),) = rows(store, query)
    assert figures
    assert not others


def test_five_outlets_in_five_formats(store: Path) -> None:
    """Each outlet's articles come by another reader, and all have what one cites them by."""
    query = "SELECT publisher, count(*), count(url), count(published_date) FROM articles GROUP BY 1 ORDER BY 1"
    found = {publisher: numbers for publisher, *numbers in rows(store, query) if publisher}
    assert len(found) == 5  # as the name says
    assert all(len(set(numbers)) == 1 for numbers in found.values())
