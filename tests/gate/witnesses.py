"""What may notice a changed number: golden passages, corpora for linking, the shipped articles as the gate has them.

Each witness is asked alone, and only where some decision of its own hangs on the number (`probing`): few do.
"""

import functools
import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flows.derive.annotate import choose, encoder, minilm
from schemas.article import Article
from tests.gate import golden, shipped
from tests.gate.__main__ import SHIPPED, slack
from tests.gate.baseline import Baseline
from tests.gate.patching import Change
from tests.gate.probing import RECORD, Noted
from tests.golden import test_links

Ask = Callable[[], bool]


@dataclass
class Witness:
    """Something that may notice: its name, how it is asked whether all is right, and the changes that may move it."""

    name: str
    ask: Ask
    hangs_on: frozenset[Change] = field(default=frozenset())


@dataclass(frozen=True)
class Witnesses:
    """All that are right before any change, and the changes that move what is made once for everybody."""

    right: Sequence[Witness]
    once: frozenset[Change]


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


def witnesses(*, links: bool) -> Witnesses:
    """Everybody who is right, asked twice: what only the first time hangs on a number is made once and kept."""
    everyone = [*_passages(), *(_corpora() if links else ()), *_Shipped().witnesses()]
    RECORD.learn()
    first, again = Noted(), Noted()
    right = [one for one in everyone if _listened(one, first)]
    for one in right:
        forget(gone=False)
        noted = Noted()
        assert _listened(one, noted), f"{one.name} is right only when it is asked first"
        one.hangs_on = frozenset(change for change, _ in noted)
        again |= noted
    return Witnesses(right, frozenset(change for change, _ in first - again))


def _listened(one: Witness, noted: Noted) -> bool:
    with RECORD.listening() as heard:
        right = one.ask()
    noted |= heard
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


def _passages() -> Iterator[Witness]:
    for name, test in golden.JUDGED.items():
        for number, passage in enumerate(golden.passages(name)):
            yield Witness(f"{name} {passage.get('id', number)}", functools.partial(golden.is_right, test, passage))


def _corpora() -> Iterator[Witness]:
    for number, case in enumerate(test_links.CASES):
        yield Witness(f"links {number}", functools.partial(golden.is_right, test_links.test_clusters, case))


class _Shipped:
    """The shipped articles, whose rows must hold their floors: each witness derives one anew, and scores all.

    None is derived before it is asked: what is read but once would be read while nobody listens.
    """

    def __init__(self) -> None:
        self._baseline = Baseline.read(SHIPPED)
        self._rows: Mapping[str, shipped.Rows] = shipped.rows_accepted()

    def witnesses(self) -> Iterator[Witness]:
        """One for each article, which keeps what those before it found."""
        for article in shipped.shipped_articles():
            yield Witness(f"shipped {shipped.name_of(article)}", functools.partial(self._hold, article))

    def _hold(self, article: Article) -> bool:
        self._rows = {**self._rows, shipped.name_of(article): shipped.rows_of(article)}
        scores = shipped.scores_of(self._rows)
        return not any("is below" in one for one in self._baseline.faults(scores, self._baseline.gold, slack))
