"""How far a quote is trusted: the chance that its span, and its span and speaker, are right.

A logistic model over what a row shows of itself: its kind and rule, what stands at its ends, what it holds, who
speaks and how near. The weights (`seeds/reference/quote_terms.csv`) were fitted on development gold by
`python -m tests.eval.calibrate_quotes`, which prints how well the chances hold on articles that it was not fitted to.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from flows.derive.text.annotation import Span
from schemas.rows import Mention
from schemas.vocabulary import Polarity, QuoteKind
from seeds.rows import QuoteTerm
from seeds.word_classes import words_of

_SHORT, _LONG, _ENDLESS = 25, 140, 280
"""Letters up to which a quote is short, from which it is long, and endless."""
_ADJACENT, _NEAR = 3, 25
"""Characters between cue and words, or cue and speaker, that count as none, and as few."""
_MANY_COMMAS = 3
"""Commas within a quote that count as many; the weights of `quote_terms` were fitted with it."""
_FEW_WORDS = 5
"""Words below which a quote is of few; fitted likewise."""
_MARKS = " \n\t\u00a0”’»'\""
_CUES = ("said", "says", "told", "added", "according to", "wrote", "asked")
_OTHER_CUE = re.compile(rf"\b(?:{'|'.join(_CUES)})\b")
_NARRATOR = re.compile(r",[”\"’']? (?:while|with|as|who|which|but|though|after|before|when|where)\b")
_NAMED = 0.985
"""Share of names that stand for the right entity of their article, counted on development gold."""


_NOBODY = 0.7
"""What is left where nobody is found for *he* or *she*: mostly a person whom the article names."""


_HEADLESS = 0.45
"""Most that is claimed where somebody is called for, urged or praised and nobody is found who does so: development gold
has it right where it names no speaker either, a reader asks who it was."""


_SILENT = 0.7
"""Share of rows for who kept silent that were right: 16 of 21 read, in gold of which half was tuned on, 11 of 19 before
that. Four kinds of error found there were mended since, and not read again."""


_KNOWING = frozenset({"know", "understand", "learn", "realise", "realize"})
_AUTHORS = frozenset({"i", "we"})
_RULING = frozenset({"direct", "order", "instruct", "command"})
_DONE_BY_SOMEBODY = frozenset({"oblique", "infinitive", "object"})
_NOMINAL = 0.45
"""Most that is claimed for a noun phrase that is announced, condemned or thanked for: in 60 rows read strictly in open
documents none of 4 was taken for words, while development gold takes two in three."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the chances of a quote are read off, all of it in its row and its article's text."""

    kind: QuoteKind
    rule: str
    parts: Sequence[Span]
    cue: Span | None
    lemma: str | None
    polarity: Polarity | None
    speaker: Span | None
    nested: bool
    supposed: bool = False
    """Whether it is a thought that somebody may have (*if they feel that …*), or who said it stands in the words."""
    nominal: bool = False
    """Whether the words are a noun phrase that no clause and no marks belong to."""


def quote_confidence(body: str, shown: Shown, speaker: Mention | None) -> tuple[float, float]:
    """The chance that the span is right, and that span and speaker are.

    `speaker` is the mention that names the speaker: the chance that it stands for its entity counts too.
    """
    if shown.polarity == "declines":
        span, both = _SILENT, _SILENT
    else:
        span, both = _chances(body, shown)
    if shown.nominal:
        span, both = min(span, _NOMINAL), min(both, _NOMINAL)
    if (shown.speaker is None and shown.rule in _DONE_BY_SOMEBODY) or _is_known(body, shown):
        both = min(both, _HEADLESS)
    if shown.supposed or _is_own_thought(body, shown) or (shown.rule == "infinitive" and shown.lemma in _RULING):
        both = min(both, _HEADLESS)
    if speaker is None or speaker.entity_id is None:
        words = body[slice(*shown.speaker)].lower() if shown.speaker else ""
        return span, both * (_NOBODY if words in {"he", "she"} else 1.0)
    return span, both * (_NAMED if speaker.mention_type == "name" else speaker.confidence)


def _is_known(body: str, shown: Shown) -> bool:
    """*Roe knew that …*: the reporter's word for what somebody else knows; right in three of seven rows of gold."""
    words = body[slice(*shown.speaker)].lower() if shown.speaker else ""
    return shown.lemma in _KNOWING and words not in {"i", "we"}


def _is_own_thought(body: str, shown: Shown) -> bool:
    """*I hope that it is a fine day* in a statement: what its author thinks, which nobody reports."""
    words = body[slice(*shown.speaker)].lower() if shown.speaker else ""
    own = words in _AUTHORS or words.endswith(" of us")
    return own and shown.polarity == "thinks" and shown.kind == "indirect"


def _chances(body: str, shown: Shown) -> tuple[float, float]:
    known = _weights()
    terms = [known[term] for term in terms_of(body, shown) if term in known]
    span, both = (1 / (1 + math.exp(-sum([pair[index] for pair in terms]))) for index in (0, 1))
    return span, min(both, span)


@lru_cache(maxsize=1)
def _weights() -> dict[str, tuple[float, float]]:
    return {row.term: (row.span, row.both) for row in QuoteTerm.rows()}


def terms_of(body: str, shown: Shown) -> Iterator[str]:
    """The terms of the model that hold for a quote."""
    yield "any"
    yield f"kind={shown.kind}"
    yield f"rule={shown.kind}:{shown.rule}"
    family = "direct" if shown.kind == "direct" else "reported"
    tests = (*_of_words(body, shown), *_of_edges(body, shown), *_of_cue(shown), *_of_speaker(body, shown))
    yield from (f"{family}:{name}" for name in tests)


def _of_words(body: str, shown: Shown) -> Iterator[str]:
    """How long the words are and what they hold."""
    texts = [body[start:end] for start, end in shown.parts]
    letters, whole = sum(map(len, texts)), " ".join(texts)
    commas = whole.count(",")
    yield "short" if letters < _SHORT else "long" if letters > _LONG else "middling"
    told = {
        "endless": letters > _ENDLESS,
        "commas": 0 < commas < _MANY_COMMAS,
        "many_commas": commas >= _MANY_COMMAS,
        "parts": len(texts) > 1,
        "few_words": len(whole.split()) < _FEW_WORDS,
        "dash": any(dash in whole for dash in ("—", "–", " - ", "--")),
        "other_cue": any(cue in whole for cue in _CUES) and _OTHER_CUE.search(whole) is not None,
        "narrator": _NARRATOR.search(whole) is not None,
        "joined": ", and " in whole or ", but " in whole,
        "nested": shown.nested,
    }
    yield from (name for name, holds in told.items() if holds)


def _of_edges(body: str, shown: Shown) -> Iterator[str]:
    """What the words begin and end with, and what follows them."""
    start, end = shown.parts[0][0], shown.parts[-1][1]
    first = body[start:end].split(maxsplit=1)[0].lower().strip("“\"'‘")
    yield f"opens={first if first in {'that', 'to', 'the', 'he', 'she', 'it', 'they'} else 'other'}"
    if body[start].islower():
        yield "lower"
    if shown.kind == "direct":
        last = body[end - 1]
        yield f"ends={last if last in ',.?!…' else 'other'}"
        return
    behind = body[end : end + 4].lstrip(_MARKS)[:1]
    stop = behind if behind in ".!?;," and behind else "paragraph" if "\n" in body[end : end + 3] else "word"
    yield f"behind={stop}"


def _of_cue(shown: Shown) -> Iterator[str]:
    """Which cue, and where it stands."""
    if shown.cue is None:
        yield "cue=none"
        return
    sure = "say" if shown.lemma == "say" else "sure" if shown.lemma in words_of("sure_cue") else "other"
    yield f"cue={sure}"
    yield f"polarity={shown.polarity}"
    before = shown.cue[1] <= shown.parts[0][0]
    gap = shown.parts[0][0] - shown.cue[1] if before else shown.cue[0] - shown.parts[0][1]
    yield f"gap={'before' if before else 'behind'}:{_distance(gap)}"


def _of_speaker(body: str, shown: Shown) -> Iterator[str]:
    """Who speaks, and how far from the cue."""
    if shown.speaker is None:
        yield "speaker=none"
        return
    words = body[slice(*shown.speaker)]
    pronoun = words.lower() in words_of("speaker_pronoun")
    yield f"speaker={'pronoun' if pronoun else 'named' if any(map(str.isupper, words[1:])) else 'other'}"
    if shown.cue is not None:
        gap = max(shown.cue[0] - shown.speaker[1], shown.speaker[0] - shown.cue[1])
        yield f"apart={_distance(gap)}"


def _distance(gap: int) -> str:
    return "none" if gap <= _ADJACENT else "few" if gap <= _NEAR else "many"
