"""How far a quote is trusted: the share of right ones among those that the same rule found in the development gold."""

from collections.abc import Sequence
from functools import lru_cache

from schemas.rows import Mention
from schemas.vocabulary import Polarity, QuoteKind
from seeds.reference import load_csv
from seeds.rows import QuoteRule, QuoteShape
from seeds.word_classes import words_of

_UNKNOWN = (0.4, 0.3)
_SHORT = 25


@lru_cache(maxsize=1)
def _rates() -> dict[tuple[str, str, str], tuple[float, float]]:
    rows = load_csv("quote_rules", QuoteRule)
    return {(row.kind, row.rule, row.shape): (row.span, row.both) for row in rows}


def shape_of(
    kind: QuoteKind, parts: Sequence[str], lemma: str | None, polarity: Polarity | None, *, nested: bool
) -> QuoteShape:
    """What tells sure quotes of one rule from unsure ones; the first that holds.

    `nested`: it stands in another quote; `short`: one part of few letters; else a marked one is `long`. A reported
    clause is a `thought`, has `commas`, or is `plain`, `said` if the cue is one that hardly errs.
    """
    if nested:
        return "nested"
    if len(parts) == 1 and len(parts[0]) < _SHORT:
        return "short"
    if kind == "direct":
        return "long"
    if polarity == "thinks":
        return "thought"
    if any("," in part for part in parts):
        return "commas"
    return "said" if lemma in words_of("sure_cue") else "plain"


def quote_confidence(
    kind: QuoteKind, rule: str, shape: QuoteShape, speaker: Mention | None, *, known: bool
) -> tuple[float, float]:
    """The chance that the span is right, and that span and speaker are.

    `speaker` is the mention that names the speaker: where it is a pronoun or a noun, the chance that it stands for its
    entity counts too. Not `known`: no words name the speaker.
    """
    span, both = _rates().get((kind, rule, shape), _UNKNOWN)
    if not known:
        return span, min(both, _UNKNOWN[1])
    stands_for = speaker is not None and speaker.mention_type != "name" and speaker.entity_id is not None
    return span, both * speaker.confidence if speaker is not None and stands_for else both
