"""What may notice a changed number: golden passages, corpora for linking, the shipped articles as the gate has them.

Each witness is asked alone, and only where it calls a function that reads the number: most passages do not.
"""

import functools
import gc
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from types import FrameType
from typing import Any

from flows.derive.annotate import choose, encoder, minilm
from tests.gate import golden, shipped
from tests.gate.__main__ import SHIPPED, slack
from tests.gate.baseline import Baseline
from tests.gate.patching import ROOT, Function, function_of
from tests.golden import test_links

Ask = Callable[[], bool]


@dataclass
class Witness:
    """Something that may notice: its name, how it is asked whether all is right, and the functions that it calls."""

    name: str
    ask: Ask
    calls: frozenset[Function] = field(default=frozenset())


class Remembering:
    """An annotator that keeps what it has said; once it has to listen anew, only what the network said is kept."""

    def __init__(self, annotator: Any) -> None:  # noqa: ANN401  # any annotator
        self._annotator = annotator
        self._said: dict[object, object] = {}
        self.anew = False

    def __getattr__(self, name: str) -> object:
        """What the annotator itself has."""
        return getattr(self._annotator, name)

    def annotate(self, body: str, paragraphs: Sequence[tuple[int, int]]) -> object:
        """The annotation, from memory where it is there."""
        key = (body, tuple(paragraphs))
        if self.anew or key not in self._said:
            self._said[key] = self._annotator.annotate(body, paragraphs)
        return self._said[key]


class RememberingEncoder:
    """An encoder that keeps the scores of windows that it has seen."""

    def __init__(self, encoder: Any) -> None:  # noqa: ANN401  # any encoder
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


def remembering() -> list[Remembering]:
    """Put memories around the annotators of this process, and return them."""
    default, simple = choose.annotator_for("default"), choose.annotator_for("simple")
    assert isinstance(default, minilm.MiniLmAnnotator)
    kept_encoder: Any = RememberingEncoder(default._encoder)
    assert isinstance(default._encoder, encoder.Encoder)
    default._encoder = kept_encoder
    kept = {"default": Remembering(default), "simple": Remembering(simple)}
    choose._load = lambda spec, _threads: kept[spec]  # type: ignore[assignment]  # as good as one
    return list(kept.values())


def witnesses(*, links: bool) -> list[Witness]:
    """All that are right before any change, with what they call; corpora for linking, which are slow, where wanted."""
    everyone = [*_passages(), *(_corpora() if links else ()), _Shipped().witness()]
    right = [one for one in everyone if one.ask()]
    for one in right:
        forget(gone=False)
        one.calls = frozenset(_calls(one.ask))
    return right


def forget(*, gone: bool) -> None:
    """Empty the caches of the derivation by what they were asked; with `gone` what was read once and for all too."""
    for kept in _caches():
        if gone or kept.__wrapped__.__code__.co_argcount:
            kept.cache_clear()


@functools.cache
def _caches() -> list[Any]:
    found = (one for one in gc.get_objects() if isinstance(one, functools._lru_cache_wrapper))
    return [one for one in found if str(one.__module__).startswith("flows.") and one.__name__ != "_load"]


def _calls(ask: Ask) -> Iterable[Function]:
    called: set[Function] = set()
    flows = str(ROOT / "flows")

    def note(frame: FrameType, event: str, argument: object) -> None:
        """Note a call; no answer means that nothing within it is traced, which is four times as fast as a profile."""
        del event, argument
        if frame.f_code.co_filename.startswith(flows):
            called.add(function_of(frame.f_code))

    sys.settrace(note)
    try:
        ask()
    finally:
        sys.settrace(None)
    return called


def _passages() -> Iterator[Witness]:
    for name, test in golden.JUDGED.items():
        for number, passage in enumerate(golden.passages(name)):
            yield Witness(f"{name} {passage.get('id', number)}", functools.partial(golden.is_right, test, passage))


def _corpora() -> Iterator[Witness]:
    for number, case in enumerate(test_links.CASES):
        yield Witness(f"links {number}", functools.partial(golden.is_right, test_links.test_clusters, case))


class _Shipped:
    """The shipped articles, whose rows must hold their floors; asked as one."""

    def __init__(self) -> None:
        self._baseline = Baseline.read(SHIPPED)

    def witness(self) -> Witness:
        """All of them."""
        return Witness("the shipped articles", self._hold)

    def _hold(self) -> bool:
        scores = shipped.scores_of(shipped.rows_now())
        return not any("is below" in one for one in self._baseline.faults(scores, self._baseline.gold, slack))
