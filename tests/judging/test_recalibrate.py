"""Confidences mapped by what people judged: rising, kept with the store, refused on few rows, and shown as such."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from flows.cli import main
from flows.judging.isotonic import isotonic, mapped
from flows.judging.recalibrate import LEAST, kept
from flows.pages.article.page import render_article
from flows.pages.article.rows import fetch_articles
from schemas.errors import StoreError
from tests.judging.judging import Said, judged_file, row, sample
from tests.unit.warehouse.making import case, run
from warehouse.store.read import connect
from warehouse.store.store import Store


def test_blocks_are_pooled() -> None:
    """By hand: .6 and .7 violate, and are one block of 1/2; what rises stays."""
    rows = [(0.5, False, 1.0), (0.6, True, 1.0), (0.7, False, 1.0), (0.8, True, 1.0), (0.9, True, 2.0)]
    points = isotonic(rows)
    assert points == [(0.5, 0.0), (0.6, 0.5), (0.7, 0.5), (0.8, 1.0), (0.9, 1.0)]
    assert [mapped(points, at) for at in (0.1, 0.55, 0.65, 0.75, 1.0)] == pytest.approx([0.0, 0.25, 0.5, 0.75, 1.0])


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans(), st.floats(0.5, 9)), min_size=1))
def test_shares_never_fall_and_keep_the_mean(rows: Sequence[tuple[float, bool, float]]) -> None:
    """What least squares under an order gives: no share falls, and the weighted mean is that of the rows."""
    points = isotonic(rows)
    assert all(one.share <= other.share for one, other in pairwise(points))
    assert all(one.confidence < other.confidence for one, other in pairwise(points))
    told = sum(mapped(points, confidence) * weight for confidence, _, weight in rows)
    assert told == pytest.approx(sum(weight for _, right, weight in rows if right), abs=1e-6)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of one article."""
    folder = tmp_path_factory.mktemp("recalibrate") / "store"
    run(Store.open(folder), "L1", [case(1)])
    return folder


def _score(store: Path, folder: Path, number: int) -> tuple[int, str]:
    rows = [row(f"q{at}", "0.9-1", 0.9 + at / 10_000, "r", "Gazette", ("span",)) for at in range(number)]
    strata = [{"kind": "quotes", "band": "0.9-1", "in_store": 1000, "drawn": number}]
    said: Said = {f"q{at}": ("right" if at % 4 else "wrong", ()) for at in range(number)}
    file = judged_file(folder / "ann.json", said, sample=sample(rows=rows, strata=strata))
    command = ["validate", "--score", str(file), "--recalibrate", "--warehouse", str(store)]
    done = CliRunner().invoke(main, [*command, "-o", str(folder / "r.json"), "--html", str(folder / "rates.html")])
    return done.exit_code, done.output


def test_few_rows_make_no_map(store: Path, tmp_path: Path) -> None:
    """It says how many are wanted, and how to draw them."""
    code, told = _score(store, tmp_path, LEAST - 1)
    assert code == 66
    assert f"no kind has {LEAST} decided rows (quotes {LEAST - 1})" in told
    assert kept(store) is None


def test_the_map_is_kept_and_shown(store: Path, tmp_path: Path) -> None:
    """Three of four are right at .9: the article's page says so beside its confidences, and of other kinds nothing."""
    code, told = _score(store, tmp_path, 2 * LEAST)
    assert code == 0, told
    made = kept(store)
    assert made
    assert made.kinds["quotes"].judged == 2 * LEAST
    assert made.told("figures", 0.9) is None
    with connect(Store.open(store, create=False)) as con:
        (rows,) = fetch_articles(con, [case(1).article.article_id])
    assert "In this store" in render_article(rows, worth=made.told)
    assert "In this store" not in render_article(rows)
    page = (tmp_path / "rates.html").read_text(encoding="utf-8")
    assert page.count("<circle") == 1
    assert "0.75 right" in page
    (store / "calibration.json").write_text("{", encoding="utf-8")
    with pytest.raises(StoreError, match="make it anew"):
        kept(store)
