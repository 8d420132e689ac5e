"""The account of judgements as a page, with a diagram of confidence against what was right."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from flows.judging.account import account
from flows.judging.score import Calibration, Score
from flows.pages.html.environment import render

_SIZE: Final = 240
"""Side of a diagram, in the units of its picture; confidence and share go from 0 to 1 along it."""


class Dot(NamedTuple):
    """A band: where it lies, its interval, and in words what it is."""

    x: float
    y: float
    low: float
    high: float
    told: str


class Diagram(NamedTuple):
    """A kind, its bands, and the mean distance of both."""

    kind: str
    error: float
    dots: Sequence[Dot]


def rates_page(score: Score) -> str:
    """The page; it needs no network, runs no script, and says in words all that it draws."""
    diagrams = [_diagram(kind, score.errors[kind], score.calibration) for kind in sorted(score.errors)]
    context = {
        "title": "How often the rows are right",
        "diagrams": diagrams,
        "size": _SIZE,
        "lines": list(account(score)),
    }
    return render("rates.html.j2", context, styles=("theme.css", "rates.css"))


def _diagram(kind: str, error: float, bands: Sequence[Calibration]) -> Diagram:
    return Diagram(kind, error, [_dot(one) for one in bands if one.kind == kind])


def _dot(one: Calibration) -> Dot:
    rate = one.observed
    told = (
        f"confidence {one.band}, mean {one.confidence:.2f}: {rate.share:.2f} right, {rate.low:.2f} to {rate.high:.2f} "
        f"({rate.judged} judged)"
    )
    share, low, high = (round(_SIZE * (1 - height), 1) for height in (rate.share, rate.low, rate.high))
    return Dot(round(_SIZE * one.confidence, 1), share, low, high, told)
