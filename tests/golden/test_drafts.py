"""`onrecord check` on drafts with planted errors of each kind, and clean ones: what is found, missed, falsely told.

The drafts and the articles that they are compared with were written before the rules.
"""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner, Result

from flows.checking import Finding, check_rows
from flows.checking.wording import likeness, words_of
from flows.cli import main
from flows.derive.annotate import annotator_for
from flows.derive.pipeline import derive_guarded
from flows.validate.article import ValidationSettings, to_article
from schemas.article import RawArticle
from tests.flows.loading import load
from tests.golden.word import word
from warehouse.store.read import connect
from warehouse.store.store import Store

GOLDEN = Path(__file__).parent
DRAFTS = [json.loads(line) for line in (GOLDEN / "drafts.jsonl").read_text(encoding="utf-8").splitlines()]
SILENT = {"quote:not_found"}
"""What is told of a draft but no finding to act on."""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the nine articles."""
    folder = tmp_path_factory.mktemp("drafts") / "store"
    load(folder, GOLDEN / "drafts_store.jsonl", annotator="default")
    return folder


@pytest.fixture(scope="module")
def checked(store: Path) -> Callable[[str], list[Finding]]:
    """What there is to say of a text."""
    annotator = annotator_for("default", threads=1)
    connection: duckdb.DuckDBPyConnection = connect(Store.open(store, create=False))

    def findings(text: str) -> list[Finding]:
        article = to_article(RawArticle(text=text, published_at=date(2024, 3, 10)), ValidationSettings())
        return check_rows(article, derive_guarded(article, annotator).rows, connection)

    return findings


def test_planted_errors_are_found(checked: Callable[[str], list[Finding]]) -> None:
    """Of 62 drafts: what is found, and nothing that was not planted."""
    missed, false = [], []
    for row in DRAFTS:
        told = {f"{one.about}:{one.verdict}" for one in checked(row["draft"])}
        missed += [(wanted, row["draft"]) for wanted in row["findings"] if wanted not in told]
        false += [(one, row["draft"]) for one in told - set(row["findings"])]
    assert [one for one in false if one[0] not in SILENT] == []
    assert missed == []


def test_a_finding_links_what_it_was_compared_with(checked: Callable[[str], list[Finding]]) -> None:
    """The draft's offsets, the stored article, its day, its speaker and its words."""
    text = "“I will raise taxes to pay for the dams,” Anders Lindqvist said."
    (found,) = checked(text)
    assert text[found.start_char : found.end_char].startswith("I will raise taxes")
    assert found.source
    assert (found.source.published, found.source.speaker) == ("2024-03-06", "Anders Lindqvist")
    assert found.told == "altered: I will [-not-] raise taxes to pay for the dams"


def _run(store: Path, *arguments: str, given: str) -> Result:
    return CliRunner().invoke(main, ["check", "-", "--warehouse", str(store), *arguments], input=given)


def test_the_exit_code_is_for_hooks(store: Path) -> None:
    """An altered quote stops a hook, a clean draft does not, and a terminal is shown no control character."""
    wrong = "“I will raise taxes to pay for the dams,” Anders Lindqvist said.\x1b[31m"
    told = _run(store, "--json", given=wrong)
    (finding,) = [json.loads(line) for line in told.stdout.splitlines()]
    assert (told.exit_code, finding["severity"], finding["verdict"]) == (3, "error", "altered")
    assert "\x1b" not in _run(store, given=wrong).stdout
    clean = _run(store, given="The council met on Tuesday, March 5, 2024, and voted for the new dams on the river.")
    assert clean.exit_code == 0
    assert "nothing to say" in clean.stdout


def test_the_place_of_a_piece_is_its_own(store: Path, tmp_path: Path) -> None:
    """Of a mixed quote the marked words are meant, in the text as read of Markdown, HTML or plain text."""
    text = "Maria Keller said the town had “never seen a {0}storm{0} like this in the village” and would rebuild."
    first = "These are the first words of the draft, and they say nothing that could be compared with anything."
    drafts = {
        "a.md": f"{first}\n\n{text.format('*')}",
        "b.txt": f"{first}\n\n{text.format('')}",
        "c.html": f"<html><body><article><p>{first}</p><p>{text.format('')}</p></article></body></html>",
    }
    for name, draft in drafts.items():
        (tmp_path / name).write_text(draft, encoding="utf-8")
        told = CliRunner().invoke(main, ["check", str(tmp_path / name), "--warehouse", str(store), "--json"])
        (found,) = [json.loads(line) for line in told.stdout.splitlines()]
        assert (found["paragraph"], found["verdict"]) == (2, "altered"), name
        assert found["text"] == "never seen a storm like this in the village"


SAVED = (
    ("Heading1", "Dams before taxes"),
    ("Normal", "The council met on Tuesday, March 5, 2024, and heard “nothing new”, as one of them put it."),
    ("Normal", "“I will *not* raise taxes to pay for the dams,” Anders Lindqvist said."),
    ("Heading2", "The numbers"),
    ("ListBullet", "Siemens employs -[320,000]+[32,000] workers, the company said."),
    ("ListBullet", "The unemployment rate in Spain was 11.8 percent in February 2024, the bank said."),
    [["Town", "Dams"], ["Hallsberg", "“Our trains are late,” it says"]],
    ("Normal", "“I will raise -[no more ]taxes to pay for the *dams*,” Anders Lindqvist said."),
)
"""What a word processor saves; what is deleted and still tracked is no text, nor is what a comment says."""


@pytest.mark.parametrize("piped", [False, True])
def test_a_draft_of_a_word_processor(store: Path, tmp_path: Path, *, piped: bool) -> None:
    """Of a .docx, named or through standard input, the text as printed is compared, a row of a table as one line."""
    (tmp_path / "draft.docx").write_bytes(word(*SAVED))
    given = (tmp_path / "draft.docx").read_bytes() if piped else b""
    arguments = ["check", "-" if piped else str(tmp_path / "draft.docx"), "--warehouse", str(store), "--json"]
    told = CliRunner().invoke(main, [*arguments, "--show", "ok"], input=given)
    found = [json.loads(line) for line in told.stdout.splitlines()]
    verdicts = {(one["paragraph"], one["about"], one["verdict"]) for one in found if one["verdict"] != "not_found"}
    assert told.exit_code == 3, told.stderr
    assert verdicts >= {(3, "quote", "verbatim"), (5, "figure", "magnitude"), (6, "figure", "same")}
    assert {one for one in verdicts if one[0] not in (3, 5, 6)} == {(9, "quote", "altered")}
    (altered,) = [one for one in found if one["verdict"] == "altered"]
    assert altered["text"] == "I will raise taxes to pay for the dams,"


def test_a_draft_of_a_word_processor_that_is_damaged(store: Path, tmp_path: Path) -> None:
    """It is refused by name: a hook passes no draft that nobody could read."""
    (tmp_path / "draft.docx").write_bytes(word(*SAVED)[:1500])
    told = CliRunner().invoke(main, ["check", str(tmp_path / "draft.docx"), "--warehouse", str(store)])
    assert told.exit_code == 66, told.output
    assert "draft.docx" in told.stderr


def test_plain_is_what_is_printed_by_itself(store: Path) -> None:
    """`--plain` says so aloud, and takes back a `--json` before it."""
    wrong = "“I will raise taxes to pay for the dams,” Anders Lindqvist said."
    plain = _run(store, given=wrong).stdout
    assert plain.splitlines()[-1].endswith("1 finding")
    assert _run(store, "--json", "--plain", given=wrong).stdout == plain


def test_the_page_of_a_draft(store: Path, tmp_path: Path) -> None:
    """Every finding is marked in the text and told beside it; what a draft holds is text and nothing else."""
    wrong = "“I will raise taxes to pay for the dams,” Anders Lindqvist said. <script>alert(1)</script>\u202e"
    _run(store, "--html", str(tmp_path / "page.html"), given=wrong)
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert '<mark class="error" id="m1">I will raise taxes to pay for the dams,' in page
    assert "I will [-not-] raise taxes" in page
    assert "<script" not in page
    assert "\u202e" not in page
    assert "script-src &#39;none&#39;" in page


@pytest.mark.parametrize(
    ("draft", "verdict"),
    [("we will go home now", "verbatim"), ("we will go now", "shortened"), ("we will go home later", "altered")],
)
def test_wordings(draft: str, verdict: str) -> None:
    """Case and punctuation change no words."""
    found = likeness(words_of(draft), words_of("Yes, We will go — home, now!"))
    assert found
    assert found.verdict == verdict
