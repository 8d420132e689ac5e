"""Rates, intervals, calibration and agreement are what one works out by hand, or what their sources print."""

import json
from pathlib import Path

import pytest

from flows.commands.validate import write_score
from flows.judging.agreement import cohen_kappa, krippendorff_alpha
from flows.judging.judged import read_judged
from flows.judging.rates import wilson
from flows.judging.score import Score, score
from schemas.errors import InputError, SettingsError
from tests.judging.judging import FIRST, Said, judged_file, sample

SECOND: Said = {"q1": ("right", ()), "q2": ("wrong", ()), "q3": ("attributes", ("cue",)), "q5": ("right", ())}


def scored(*paths: Path) -> Score:
    """The score of files."""
    return score({path: read_judged(path) for path in paths})


@pytest.mark.parametrize(
    ("right", "of", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_intervals_are_those_of_newcombe(right: int, of: int, low: float, high: float) -> None:
    """The examples of R. G. Newcombe (1998), table I, method 3."""
    assert wilson(right / of, of) == pytest.approx((low, high), abs=5e-5)


def test_kappa_of_fifty_proposals() -> None:
    """Two readers, 50 grant proposals: 20 twice yes, 15 twice no, 5 and 10 apart: .7 observed, .5 expected."""
    pairs = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    assert cohen_kappa(pairs) == pytest.approx(0.4)
    assert cohen_kappa([("yes", "yes")] * 3) is None
    assert cohen_kappa([]) is None


@pytest.mark.parametrize(
    ("judges", "alpha"),
    [
        (("0100000010", "1110010000"), 0.095),
        (("aabbdcccedda", "babbbccceddd"), 0.692),
        (("123321412...", "1233224125.3", ".3332342251.", "12332441251."), 0.743),
    ],
)
def test_alpha_of_krippendorff(judges: tuple[str, ...], alpha: float) -> None:
    """The examples A, B and C of K. Krippendorff (2011); a point is a judgement that is missing."""
    units = [[category for category in unit if category != "."] for unit in zip(*judges, strict=True)]
    assert krippendorff_alpha(units) == pytest.approx(alpha, abs=5e-4)


def test_rates_are_weighed_back(tmp_path: Path) -> None:
    """Three rows stand for 30 each and one for 10: 60 of 100 are right, told by 100² / 2,800 rows' worth."""
    found = scored(judged_file(tmp_path / "ann.json", FIRST))
    whole = found.by["kind"]["quotes", ""]
    assert whole.share == pytest.approx(0.6)
    assert (whole.low, whole.high) == pytest.approx((0.19173, 0.90463), abs=5e-5)
    assert (found.decided, found.unsure, found.open, found.unseen) == (4, 1, 0, 0)
    assert found.by["rule"]["quotes", "after"].share == 0
    assert found.by["outlet"]["quotes", "Gazette"].share == 1
    assert found.by["band"]["quotes", "0.9-1"].share == pytest.approx(2 / 3)


def test_attributes_are_counted_where_they_are(tmp_path: Path) -> None:
    """A value is right or not; one that should be there is missing, and no wrong value."""
    found = scored(judged_file(tmp_path / "ann.json", FIRST))
    attributes = {name: rate.share for (_, name), rate in found.by["attribute"].items()}
    assert attributes == pytest.approx({"cue": 1.0, "span": 0.9, "speaker": 2 / 3})
    assert found.missing == {("quotes", "title"): 1}


def test_calibration_is_of_what_confidence_claims(tmp_path: Path) -> None:
    """Above .9 a mean of .95 against 2 of 3, below .5 .4 against none: .9 · .2833 + .1 · .4."""
    found = scored(judged_file(tmp_path / "ann.json", FIRST))
    assert [(one.band, one.confidence) for one in found.calibration] == [("0-0.5", 0.4), ("0.9-1", pytest.approx(0.95))]
    assert found.errors["quotes"] == pytest.approx(0.295)


def test_two_judges(tmp_path: Path) -> None:
    """The first one's word counts, the second's where the first was unsure; both are compared on what both decided."""
    found = scored(judged_file(tmp_path / "ann.json", FIRST), judged_file(tmp_path / "bob.json", SECOND, judge="Bob"))
    whole = found.agreement[0]
    assert (whole.both, whole.same, found.disputed) == (3, 2, ["q2", "q3"])
    # by hand: observed 2/3; expected 2/3 · 1/3 + 1/3 · 1/3 = 1/3
    assert whole.kappa == pytest.approx(0.5)
    # by hand: totals right 3, attributes 2, wrong 1 of 6; 1 - 5 · 2 / (36 - 14)
    assert whole.alpha == pytest.approx(1 - 10 / 22)
    assert found.by["kind"]["quotes", ""].share == pytest.approx((60 + 5) / 100)
    assert found.decided == 5


def test_what_nobody_decided_is_said(tmp_path: Path) -> None:
    """Strata without a decided row are no part of the shares, and the methods say how much they are."""
    found = scored(judged_file(tmp_path / "ann.json", {"q1": ("right", ())}))
    assert (found.open, found.unseen) == (4, 0.1)


def test_files_that_do_not_belong_together(tmp_path: Path) -> None:
    """Another sample, the same judge twice, and nothing decided are told, each with what to do."""
    ann = judged_file(tmp_path / "ann.json", FIRST)
    with pytest.raises(InputError, match="another sample"):
        scored(ann, judged_file(tmp_path / "other.json", SECOND, judge="Bob", sample=sample(seed=2)))
    with pytest.raises(InputError, match="same judge"):
        scored(ann, judged_file(tmp_path / "again.json", SECOND, judge=" ann"))
    with pytest.raises(InputError, match="no row is judged"):
        scored(judged_file(tmp_path / "none.json", {"q1": ("unsure", ())}))


def test_what_is_printed_and_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A line a group, a paragraph for a methods section, and the same as JSON; controls reach no terminal."""
    rows = [one | {"outlet": "\x1b[2Jred"} for one in sample()["rows"]]
    path = judged_file(tmp_path / "ann.json", FIRST, sample=sample(rows=rows))
    write_score([path], tmp_path / "rates.json")
    printed = capsys.readouterr().out
    assert "60.0%  [ 19.2%,  90.5%]  of 4" in printed
    assert "From the 100 rows of the store" in printed
    assert "\x1b" not in printed
    written = json.loads((tmp_path / "rates.json").read_bytes())
    assert written["by"]["kind"][0]["share"] == pytest.approx(0.6)
    assert written["methods"] in printed
    with pytest.raises(SettingsError, match="not all different"):
        write_score([path], path)
