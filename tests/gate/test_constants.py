"""A number is changed wherever it is; a probe notes the changes that decide otherwise, and gives what is there."""

import ast
from typing import Any

import pytest

from flows.derive.figures.quantities import sums
from tests.gate import patching, probing
from tests.gate.patching import Change, Constant, changed_values, constants

_SOURCE = """
def is_few(words):
    return len(words) < N

def opening(words):
    return words[:N]

def climbed(height):
    for step in range(N):
        if step == height:
            return step
    return None

def at_first(words, reach=N):
    return next(one for one in words if len(one) > N)
"""
_UP, _DOWN = (Change(Constant("m", "N", 1, None, said=True), up) for up in (True, False))


def _constant(name: str, module: str) -> Constant:
    return next(one for one in constants() if (one.name, one.module) == (name, f"flows.derive.{module}"))


def test_a_number_reaches_what_is_made_of_it() -> None:
    """A table made of another table, and a default of a function; nothing stays changed."""
    before = dict(sums._SIZES)
    month = changed_values(Change(_constant("_DAYS_A_MONTH", "figures.quantities.sums"), up=True))
    assert month[sums.__name__, "_SIZES"]["mo", "d"] == before["mo", "d"] * 1.5
    score = changed_values(Change(_constant("_MAX_SCORE", "figures.quantities.scores"), up=False))
    assert score["flows.derive.figures.quantities.scores", "_plain"].__defaults__ == (125.0,)
    assert before == sums._SIZES


def test_what_an_import_passes_on_is_reached() -> None:
    """A name of another module that holds the number, and none of the same name that holds another."""
    reached = {holder for holder, _ in patching._reached(_constant("LONGEST_SENTENCE", "text.tokens"))}
    assert reached == {(f"flows.derive.{room}", "LONGEST_SENTENCE") for room in ("text.tokens", "quotes.carry")}


@pytest.fixture
def probed(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The functions above, with a number of 3 that may be 4 or 2."""
    record = probing.Record(others={("m", "N"): [(_UP, 4), (_DOWN, 2)]})
    monkeypatch.setattr(probing, "RECORD", record)
    monkeypatch.setattr(probing, "holders", lambda: {("m", "N")})
    tree = ast.parse(_SOURCE)
    probing._probed(tree, "m")
    names: dict[str, Any] = {"N": 3, probing._PROBE: probing.probe, probing._STEPS: probing.probe_steps}
    exec(compile(ast.fix_missing_locations(tree), "m", "exec"), names)  # noqa: S102  # the source above
    return names


@pytest.mark.parametrize(
    ("function", "given", "found", "noted"),
    [
        ("is_few", "a", True, set()),
        ("is_few", "ab", True, {_DOWN}),
        ("is_few", "abc", False, {_UP}),
        ("is_few", "abcd", False, set()),
        ("opening", "ab", "ab", set()),
        ("opening", "abc", "abc", {_DOWN}),
        ("opening", "abcd", "abc", {_UP, _DOWN}),
        ("climbed", 1, 1, set()),
        ("climbed", 2, 2, {_DOWN}),
        ("climbed", 3, None, {_UP, _DOWN}),
        ("at_first", ["a", "abcd", "abc"], "abcd", {_UP}),
    ],
)
def test_a_probe_notes_what_decides(
    probed: dict[str, Any], function: str, given: object, found: object, noted: set[Change]
) -> None:
    """The expression gives what it gave; a change is noted where the decision hangs on it, and there alone."""
    with probing.RECORD.listening() as heard:
        assert probed[function](given) == found
    assert {change for change, _ in heard} == noted


def test_nobody_listens(probed: dict[str, Any]) -> None:
    """Nothing is noted, and nothing is given otherwise."""
    assert probed["is_few"]("ab")
    assert probed["climbed"](2) == 2
    assert probing.RECORD.noted is None
