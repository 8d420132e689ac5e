"""`onrecord show`: a page in a file, or the article in the terminal."""

from pathlib import Path

import pytest

from tests.flows.loading import onrecord
from tests.unit.warehouse.making import case, run
from warehouse.store.store import Store

ARTICLE = case(1).article.article_id


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store of one article."""
    folder = tmp_path_factory.mktemp("show") / "store"
    run(Store.open(folder), "L1", [case(1)])
    return str(folder)


def test_page_goes_to_a_file(store: str, tmp_path: Path) -> None:
    """The page lies where the command says, by the article's id if no name is given; it is the same each time."""
    page = tmp_path / "page.html"
    shown = onrecord("show", ARTICLE[:9], "--warehouse", store, "--output", str(page))
    assert (shown.returncode, shown.stdout) == (0, f"{page}\n")
    assert "We sold" in page.read_text(encoding="utf-8")
    assert onrecord("show", "1", "--warehouse", store, "-o", "-").stdout == page.read_text(encoding="utf-8")


def test_plain_is_text(store: str) -> None:
    """Off a terminal there is no colour; direct words stand between brackets, the speaker below, lines fit."""
    shown = onrecord("show", "1", "--warehouse", store, "--plain")
    assert shown.returncode == 0, shown.stderr
    assert "⟦1 We sold 12 boats⟧" in shown.stdout
    assert "— Ann Lee: 1 direct “said”" in shown.stdout
    assert "\x1b" not in shown.stdout
    assert max(map(len, shown.stdout.splitlines())) <= 100


def test_plain_where_the_terminal_has_no_such_brackets(store: str) -> None:
    """In ASCII other brackets stand in for them."""
    shown = onrecord("show", "1", "--warehouse", store, "--plain", env={"PYTHONIOENCODING": "ascii:replace"})
    assert "[[1 We sold 12 boats]]" in shown.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("nothing",), 66, "there is none of that id"),
        (("1", "--output", "/no/such/folder/page.html"), 2, "can't be written"),
        (("1", "--output", "/no/such/folder/page.txt", "--plain"), 2, "can't be written"),
    ],
)
def test_errors_say_what_to_do(store: str, arguments: tuple[str, ...], code: int, said: str) -> None:
    """One line and an exit code."""
    shown = onrecord("show", *arguments, "--warehouse", store)
    assert (shown.returncode, shown.stdout) == (code, "")
    assert said in shown.stderr
    assert shown.stderr.count("\n") == 1
