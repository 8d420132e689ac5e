"""`make constants`: change each number of the derivation up and down, and say which nothing notices.

Noticed is what turns a golden passage from right to wrong, what sinks the shipped articles' rows below their floors, or
what the derivation fails with. A number that nothing notices needs its reason on the line below it, or should go.
Each change runs in a fork of this process, which has annotated every text once; only changes of the annotator's own
numbers decode again what the model said. Choose with ONLY=part.of.a.module.
"""

import argparse
import importlib
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

from tests.gate import patching
from tests.gate.patching import Constant, constants

LEAST = 0.6
"""Share of the constants that must be noticed."""
_FIRST = {
    "dates": ("figures", "claims"),
    "figures": ("figures", "claims"),
    "numbers": ("figures", "claims"),
    "quotes": ("quotes",),
    "reporting": ("quotes",),
    "entities": ("entities", "ids"),
    "names": ("entities", "ids"),
    "disambiguation": ("ids",),
    "linking": ("links",),
}
"""Room -> the passages that are likeliest to notice, asked first."""
_LIMIT_S = 300
"""A change that runs longer than this has made something endless, and is noticed."""


class Remembering:
    """An annotator that keeps what it has said."""

    def __init__(self, annotator: Any) -> None:  # noqa: ANN401  # its class is another after an import anew
        self._annotator = annotator
        self._said: dict[object, object] = {}

    def __getattr__(self, name: str) -> object:
        """What the annotator itself has."""
        return getattr(self._annotator, name)

    def annotate(self, body: str, paragraphs: Sequence[tuple[int, int]]) -> object:
        """The annotation, from memory where it is there."""
        key = (body, tuple(paragraphs))
        if key not in self._said:
            self._said[key] = self._annotator.annotate(body, paragraphs)
        return self._said[key]


class RememberingEncoder:
    """An encoder that keeps the scores of windows that it has seen."""

    def __init__(self, encoder: Any) -> None:  # noqa: ANN401  # as above
        self._encoder = encoder
        self._scores: dict[object, list[Any]] = {}
        self._relations: dict[object, Any] = {}

    def scores(self, windows: Sequence[Any]) -> list[Any]:
        """The scores of all windows."""
        key = tuple((tuple(one.pieces), tuple(one.cases), tuple(one.first)) for one in windows)
        if key not in self._scores:
            self._scores[key] = list(self._encoder.scores(windows))
        return self._scores[key]

    def relations(self, dependent: Any, head: Any) -> Any:  # noqa: ANN401  # arrays
        """The best relations of pairs."""
        key = (dependent.tobytes(), head.tobytes())
        if key not in self._relations:
            self._relations[key] = self._encoder.relations(dependent, head)
        return self._relations[key]


def judges() -> dict[str, Callable[[], list[bool]]]:
    """What may notice, by name; each says of its passages which are right. Imports anew what was forgotten."""
    golden = importlib.import_module("tests.gate.golden")
    found = {
        name: lambda name=name, test=test: [golden.is_right(test, one) for one in golden.passages(name)]
        for name, (test, _) in golden.SCORED.items()
    }
    return found | {"shipped": _shipped}


def _shipped() -> list[bool]:
    gate = importlib.import_module("tests.gate.__main__")
    baseline = gate.Baseline.read(gate.SHIPPED)
    faults = [
        one for one in baseline.faults(gate.shipped.shipped_scores(), baseline.gold, gate.slack) if "below" in one
    ]
    return [not faults]


def _links() -> Iterator[bool]:
    golden, links = importlib.import_module("tests.gate.golden"), importlib.import_module("tests.golden.test_links")
    return (golden.is_right(links.test_clusters, case) for case in links.CASES)


def main() -> int:
    """Print a line for each constant, then how many were noticed; return 1 where too few were."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    before = _warm()
    wanted = [one for one in constants() if options.only in one.module]
    unnoticed = [one for one in wanted if not _told(one, before)]
    bare = [one for one in unnoticed if not one.said]
    share = 1 - len(unnoticed) / len(wanted)
    print(f"{len(wanted)} constants, {share:.0%} noticed; of {len(unnoticed)} others {len(bare)} without a reason")
    return int(share < LEAST or bool(bare))


def _warm() -> dict[str, list[bool]]:
    """What every judge says before any change; annotations stay in memory for the forks."""
    choose: Any = importlib.import_module("flows.derive.annotate.choose")
    default, simple = choose.annotator_for("default"), choose.annotator_for("simple")
    default._encoder = RememberingEncoder(default._encoder)
    kept = {"default": Remembering(default), "simple": simple}
    _ENCODERS.append(default._encoder)
    _KEPT.update(kept)
    choose._load = lambda spec, _threads: kept[spec]
    return {name: ask() for name, ask in judges().items()}


_KEPT: dict[str, Any] = {}
_ENCODERS: list[Any] = []


def _told(constant: Constant, before: dict[str, list[bool]]) -> bool:
    """Whether a change in either direction is noticed; printed with what noticed it."""
    seen = {way: _noticed(constant, before, up=way == "up") for way in ("up", "down")}
    noticed = any(seen.values())
    mark = "    " if noticed else "----" if constant.said else "MUTE"
    told = ", ".join(f"{way}: {by or 'nothing'}" for way, by in seen.items())
    print(f"{mark} {constant.module.removeprefix('flows.')}:{constant.line} {constant.name}  {told}", flush=True)
    return noticed


def _noticed(constant: Constant, before: dict[str, list[bool]], *, up: bool) -> str | None:
    """What notices the change, asked in a fork."""
    context = get_context("fork")
    here, there = context.Pipe(duplex=False)
    child = context.Process(target=_ask, args=(constant, before, up, there))
    child.start()
    there.close()
    answer = here.recv() if here.poll(_LIMIT_S) else "the clock"
    child.kill()
    child.join()
    return answer


def _ask(constant: Constant, before: dict[str, list[bool]], up: bool, there: Connection) -> None:
    try:
        there.send(next(_noticing(constant, before, up=up), None))
    except BaseException as error:  # noqa: BLE001  # whatever a change breaks is its being noticed
        there.send(f"{type(error).__name__}")
    os._exit(0)


def _noticing(constant: Constant, before: dict[str, list[bool]], *, up: bool) -> Iterator[str]:
    patching.import_anew(constant, up=up)
    _use_what_is_kept(anew=".annotate." in constant.module)
    if ".linking." in constant.module:
        yield from ("links" for right in _links() if not right)
        return
    asked = judges()
    first = next((names for room, names in _FIRST.items() if f".{room}." in constant.module), ())
    for name in sorted(asked, key=lambda name: name not in first):
        yield from (name for was, now in zip(before[name], asked[name](), strict=True) if was and not now)


def _use_what_is_kept(*, anew: bool) -> None:
    choose: Any = importlib.import_module("flows.derive.annotate.choose")
    kept = dict(_KEPT)
    if anew:
        kept = {name: _decoding_anew(name) for name in kept}
    choose._load = lambda spec, _threads: kept[spec]


@cache
def _decoding_anew(name: str) -> Any:  # noqa: ANN401  # as above
    if name == "simple":
        return importlib.import_module("flows.derive.annotate.simple").SimpleAnnotator()
    encoder: Any = importlib.import_module("flows.derive.annotate.encoder")
    encoder.Encoder = lambda _folder, _threads: _ENCODERS[0]
    minilm: Any = importlib.import_module("flows.derive.annotate.minilm")
    minilm.Encoder = encoder.Encoder
    return Remembering(minilm.MiniLmAnnotator())


if __name__ == "__main__":
    sys.exit(main())
