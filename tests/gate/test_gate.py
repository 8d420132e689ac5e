"""The gate holds what ships to its floors, sees what sinks, and lowers a floor for a reason alone."""

from pathlib import Path

import pytest

from flows.derive.annotate import annotator_for
from tests.gate import __main__ as gate
from tests.gate import shipped
from tests.gate.baseline import Baseline, LoweredError
from tests.gate.measures import Scores, Tally

FLOORS: Scores = {"quotes": {"rows F1": 0.9, "kind": 0.8}}
GOLD = {"quotes.jsonl": "00ff"}


def test_what_ships_holds() -> None:
    """Golden passages and shipped articles reach their floors; the floors were measured on them as they are."""
    faults = Baseline.read(gate.SHIPPED).faults(gate.shipped_scores(), gate.shipped_gold(), gate.slack)
    assert list(faults) == []


def test_a_worse_derivation_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without names, speakers, mentions and claimants of the shipped articles fall below their floors."""
    monkeypatch.setattr(shipped, "annotator_for", lambda: annotator_for("simple"))
    faults = list(Baseline.read(gate.SHIPPED).faults(shipped.shipped_scores(), {}, gate.slack))
    below = {fault.partition(":")[0] for fault in faults if "is below" in fault}
    assert {"shipped quotes, rows F1", "shipped mentions, rows F1", "shipped figures, claimant"} <= below


@pytest.mark.parametrize(
    ("scores", "gold", "told"),
    [
        ({"quotes": {"rows F1": 0.89, "kind": 0.8}}, GOLD, "quotes, rows F1: 0.8900 is below its floor of 0.9000"),
        ({"quotes": {"kind": 0.8}}, GOLD, "quotes, rows F1: has a floor of 0.9000, and was not measured"),
        (FLOORS | {"dates": {"rows F1": 1.0}}, GOLD, "dates, rows F1: has no floor"),
        (FLOORS, {"quotes.jsonl": "ff00"}, "quotes.jsonl: not the gold that the floors were measured on"),
        (FLOORS, {}, "quotes.jsonl: not the gold that the floors were measured on"),
    ],
)
def test_what_does_not_hold_is_named(scores: Scores, gold: dict[str, str], told: str) -> None:
    """A score below its floor, one that is missing or new, other gold: each is one line."""
    assert list(Baseline(FLOORS, GOLD).faults(scores, gold)) == [told]


def test_a_set_of_gold_is_renewed_alone() -> None:
    """Floors of one file are replaced, those of a file whose name begins alike and all reasons stay."""
    both: Scores = {"news, quotes": {"F1": 0.5}, "news, names": {"F1": 0.4}, "news_b, quotes": {"F1": 0.7}}
    whole = Baseline(both, {"news.jsonl": "1", "news_b.jsonl": "2"}, ({"why": "old"},))
    part = whole.part("news.jsonl")
    assert part.floors.keys() == {"news, quotes", "news, names"}
    renewed = whole.with_part(part.updated({"news, quotes": {"F1": 0.4}}, {"news.jsonl": "3"}, "Fewer guesses."))
    assert renewed.floors == {"news, quotes": {"F1": 0.4}, "news_b, quotes": {"F1": 0.7}}
    assert renewed.gold == {"news.jsonl": "3", "news_b.jsonl": "2"}
    assert [one["why"] for one in renewed.reasons] == ["old", "Fewer guesses."]


def test_scores_within_the_slack_hold() -> None:
    """A floor gives way by the slack and no more."""
    sunk: Scores = {"quotes": {"rows F1": 0.889, "kind": 0.8}}
    assert list(Baseline(FLOORS, GOLD).faults(sunk, GOLD, lambda _: 0.02)) == []
    assert list(Baseline(FLOORS, GOLD).faults(sunk, GOLD, lambda _: 0.01)) != []


def test_floors_rise_without_a_reason(tmp_path: Path) -> None:
    """An update takes better scores and new measures, and the file gives back what was written."""
    better: Scores = {"quotes": {"rows F1": 0.95, "kind": 0.8}, "dates": {"rows F1": 1.0}}
    Baseline(FLOORS, GOLD).updated(better, GOLD, None).write(tmp_path / "floors.json")
    kept = Baseline.read(tmp_path / "floors.json")
    assert (kept.floors, kept.gold, kept.reasons) == (better, GOLD, ())


@pytest.mark.parametrize("scores", [{"quotes": {"rows F1": 0.8, "kind": 0.8}}, {"quotes": {"kind": 0.8}}])
def test_floors_sink_for_a_reason_alone(scores: Scores, tmp_path: Path) -> None:
    """Without one the update is refused; with one it stays in the file, with what it was for."""
    with pytest.raises(LoweredError, match=r"quotes, rows F1: 0\.9 ->"):
        Baseline(FLOORS, GOLD).updated(scores, GOLD, None)
    Baseline(FLOORS, GOLD).updated(scores, GOLD, "Two passages were wrong.").write(tmp_path / "floors.json")
    (told,) = Baseline.read(tmp_path / "floors.json").reasons
    assert told["why"] == "Two passages were wrong."
    assert [(one["kind"], one["measure"], one["from"]) for one in told["floors"]] == [("quotes", "rows F1", 0.9)]


def test_rows_are_counted_once_each() -> None:
    """F1 over all rows; a column counts where both sides have the row."""
    tally = Tally()
    tally.add({1: {"kind": "direct"}, 2: {"kind": "mixed"}}, {2: {"kind": "direct"}, 3: {"kind": "mixed"}})
    tally.add({4: {"kind": "direct"}}, {4: {"kind": "direct"}})
    assert tally.scores() == {"rows F1": 0.6667, "kind": 0.5}
