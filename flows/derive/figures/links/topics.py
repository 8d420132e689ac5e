"""What is told of what a figure counts: people killed, deaths and a death toll are all about deaths; and its scope."""

from collections import defaultdict
from functools import lru_cache

from flows.derive.figures.links.told import Told
from flows.derive.figures.quantities.quantity import Quantity
from flows.derive.text.lexemes import Lexemes, word
from flows.derive.text.lexicon import Lexicon
from schemas.vocabulary import FigureScope
from seeds.quantities import FigureTopic, figure_words, words_of_figures

_CLASSES = {name: words_of_figures(f"{name}_noun") for name in ("people", "worker", "building")}
_STATES = {"dead": "dead", "killed": "kill", "injured": "injure", "wounded": "wound", "missing": "missing"}
_OTHER_STATES = words_of_figures("state_of_others")
_MORE_BEFORE, _MORE_BEHIND = words_of_figures("more_before"), words_of_figures("more_behind")
_TAKEN = frozenset({"part", "streets"})
_RALLIES = frozenset({"march", "rally", "protest", "protests", "demonstration", "procession"})
_PARTAKING = "participate"
_REACH = 8  # words around a figure that may name its topic: assumed


class _Topics:
    """The topics by what is counted and told of it, and by what is measured."""

    def __init__(self) -> None:
        self.counts: dict[tuple[str, str], str] = {}
        self.measures: dict[str, str] = {}
        for row in FigureTopic.rows():
            if row.measure:
                self.measures[row.measure] = row.topic
            for noun in _CLASSES.get(row.counted or "", {row.counted or ""}):
                self.counts.setdefault((noun, row.predicate or ""), row.topic)


@lru_cache(maxsize=1)
def _topics() -> _Topics:
    return _Topics()


@lru_cache(maxsize=1)
def _so_far() -> Lexicon[str]:
    return Lexicon(figure_words()["so_far"].items())


def topic_of(lexemes: Lexemes, quantity: Quantity, told: Told, body: str) -> str | None:
    """The topic of a figure, None where it is of none."""
    topics = _topics()
    behind = word(lexemes, max(quantity.last, quantity.counted.words.last))
    if behind in _OTHER_STATES and quantity.kind in {"count", "number"}:
        return None  # *with 120 trapped*, behind a toll
    if told.measure and quantity.kind in {"count", "number", "money"}:
        start, end = lexemes.starts[told.measure.first], lexemes.ends[told.measure.last - 1]
        found = topics.measures.get(body[start:end].lower())
        if found:
            return found
    noun = quantity.counted.lemma
    if noun is None or quantity.kind != "count":
        return None
    state = _STATES.get(behind)
    in_state = topics.counts.get((noun, state)) if state else None
    predicate = _done_with(lexemes, quantity, told) or told.predicate
    return in_state or topics.counts.get((noun, predicate or "")) or topics.counts.get((noun, ""))


def _done_with(lexemes: Lexemes, quantity: Quantity, told: Told) -> str | None:
    """The verb that others stand for: 120 people *took part*, *joined the march*, *the strike*."""
    behind = lexemes.lower[quantity.last : quantity.last + _REACH]
    if told.predicate == "take" and not _TAKEN.isdisjoint(behind):
        return _PARTAKING
    if told.predicate != "join":
        return None
    if "strike" in behind:
        return "strike"
    return None if _RALLIES.isdisjoint(behind) else _PARTAKING


def scope_of(lexemes: Lexemes, quantity: Quantity) -> FigureScope | None:
    """Whether a figure comes on top of others (*another 12*, *12 more*) or says what it has come to *so far*."""
    counted = {lexemes.lower[at] for at in range(quantity.counted.words.first, quantity.counted.words.last)}
    if word(lexemes, quantity.first - 1) in _MORE_BEFORE or word(lexemes, quantity.numeral.last) in _MORE_BEHIND:
        return "more"
    if counted & _MORE_BEHIND:
        return "more"
    near = range(max(0, quantity.first - _REACH), min(len(lexemes.lower), quantity.last + _REACH))
    phrases = _so_far()
    opens = phrases.opens
    opening = (at for at in near if lexemes.lower[at] in opens)
    return "so_far" if any(phrases.match(lexemes.lower, at) for at in opening) else None


def courses() -> dict[str, str]:
    """How the counts of each topic go on."""
    found: dict[str, str] = defaultdict(str)
    for row in FigureTopic.rows():
        found.setdefault(row.topic, row.course)
    return dict(found)
