"""What the tests of judgements share: a small sample made by hand, and judges' files on it."""

import json
from pathlib import Path
from typing import Any

Said = dict[str, tuple[str, tuple[str, ...]]]
"""Row -> verdict, and the attributes that are wrong."""
_HIGH, _LOW = "0.9-1", "0-0.5"


def row(row_id: str, band: str, confidence: float, rule: str, outlet: str, has: tuple[str, ...]) -> dict[str, Any]:
    """A drawn quote."""
    named = {"row_id": row_id, "article_id": "a", "kind": "quotes", "band": band, "confidence": confidence}
    return named | {"rule": rule, "outlet": outlet, "has": list(has)}


def sample(**fields: object) -> dict[str, Any]:
    """Three quotes that stand for 90, and two that stand for 10."""
    rows = [
        row("q1", _HIGH, 0.9, "before", "Gazette", ("span", "speaker", "cue")),
        row("q2", _HIGH, 0.95, "before", "Gazette", ("span", "speaker", "cue")),
        row("q3", _HIGH, 1.0, "after", "Post", ("span", "speaker", "cue")),
        row("q4", _LOW, 0.4, "after", "Post", ("span",)),
        row("q5", _LOW, 0.2, "after", "Post", ("span",)),
    ]
    strata = [
        {"kind": "quotes", "band": _HIGH, "in_store": 90, "drawn": 3},
        {"kind": "quotes", "band": _LOW, "in_store": 10, "drawn": 2},
    ]
    told = {"sample_id": "s1", "snapshot_id": "snap", "seed": 0, "conditions": [], "strata": strata, "rows": rows}
    return told | fields


FIRST: Said = {
    "q1": ("right", ()),
    "q2": ("right", ()),
    "q3": ("attributes", ("speaker", "title")),
    "q4": ("wrong", ()),
    "q5": ("unsure", ()),
}


def judged_file(path: Path, said: Said, judge: str = "Ann", **fields: object) -> Path:
    """A file as the page saves it."""
    judgements = {key: {"verdict": verdict, "wrong": list(wrong)} for key, (verdict, wrong) in said.items()}
    told = {"format": "onrecord-judged", "version": 1, "judge": judge, "sample": sample(), "judgements": judgements}
    path.write_text(json.dumps(told | fields), encoding="utf-8")
    return path
