"""Unnamed sources: how they are described, what they are by that, and why they are not named."""

import re
from dataclasses import dataclass
from functools import lru_cache

from flows.derive.quotes.speakers import Attribution
from flows.derive.text.annotation import Span
from flows.derive.text.subjects import phrase_tokens
from flows.derive.text.tokens import Tokens
from schemas.vocabulary import SourceClass
from seeds.rows import SourceWord

_DESCRIBING = frozenset(
    {"det", "det:predet", "amod", "compound", "nummod", "nmod", "nmod:poss", "case", "acl", "obl", "flat", "advmod",
     "obj", "fixed", "nmod:desc", "conj", "cc", "obl:agent"}
)  # fmt: skip
_ANONYMITY = re.compile(
    r"(?i)\b(?:condition of anonymity|ask(?:ed|ing)? (?:not to be|to remain|for) (?:named|identified|quoted|anonym\w+)"
    r"|declin(?:ed|ing) to be (?:named|identified)|request(?:ed|ing)? anonymity|(?:spoke|speaking) anonymously"
    r"|did(?: not|n['’]t) want (?:to be|his|her|their) (?:named|identified|names?))\b"
)
_REASON = re.compile(r"(?i)\b(?:because|since|as (?=they|he|she)|citing|out of|for fear|fearing|due to)\b[^.;”\"]*")
_UNAUTHORISED = re.compile(
    r"(?i)\b(?:was|were|is|are)(?: not|n['’]t) (?:authori[sz]ed|allowed|permitted) to [^.,;”\"]*"
)
_LONGEST = 16
"""Tokens behind the head that describe a source: a bound on what a wrong tree may draw in."""


_HYPHENED = 2
"""Tokens of *two-* before *thirds*."""


@dataclass(frozen=True, slots=True)
class Unnamed:
    """The description of an unnamed source, its class, and the reason for its anonymity, as far as told."""

    description: Span | None = None
    source_class: SourceClass | None = None
    reason: Span | None = None


def unnamed_source(tokens: Tokens, by: Attribution) -> Unnamed:
    """What the words at this place tell of a speaker whom they don't name."""
    if by.head is None or tokens.upos[by.head] not in {"NOUN", "PROPN", "NUM", "ADJ"}:
        return Unnamed()
    run = _description(tokens, by.head)
    span = (tokens.starts[run.start], tokens.ends[run.stop - 1])
    return Unnamed(span, _class_of(tokens, by.head, run), _reason(tokens, by))


def _description(tokens: Tokens, head: int) -> range:
    """The phrase with what describes its head, up to the first comma: *a person briefed on the talks*."""
    own = {head}
    stack = [head]
    while stack:
        for child in tokens.children[stack.pop()]:
            if tokens.deprel[child] in _DESCRIBING and child not in own:
                own.add(child)
                stack.append(child)
    start = stop = head
    while start - 1 in own and tokens.upos[start - 1] != "PUNCT":
        start -= 1
    start -= _HYPHENED * (start - _HYPHENED in own and tokens.words[start - 1] == "-")
    start = min(start, phrase_tokens(tokens, head).start) if tokens.upos[start - 1] == "NUM" else start
    first = [child for child in tokens.dependents(head, "case") if child >= start]
    start = first[-1] + 1 if first and first[-1] < head else start
    while stop + 1 in own and stop - head < _LONGEST:
        stop += 1
    return range(start, stop + 1)


@lru_cache(maxsize=2)
def _classes(use: str) -> dict[str, SourceClass]:
    return {row.word: row.source_class for row in SourceWord.rows() if row.use == use}


def _class_of(tokens: Tokens, head: int, run: range) -> SourceClass | None:
    """By what modifies the head (*a police spokesman*), else by the head, else by what it belongs to."""
    before, behind = range(run.start, head), range(head + 1, run.stop)
    of_head = _classes("head").get(tokens.lemmas[head]) or _classes("head").get(tokens.lower[head])
    return _modified(tokens, before) or of_head or _modified(tokens, behind)


def _modified(tokens: Tokens, run: range) -> SourceClass | None:
    """The class that the first modifier of a stretch tells."""
    found = (_classes("modifier").get(tokens.lower[one]) for one in run)
    return next((one for one in found if one is not None), None)


def _reason(tokens: Tokens, by: Attribution) -> Span | None:
    """*because they were not authorised to speak*: what follows on the words that tell of anonymity."""
    at = by.verb if by.verb is not None else by.head
    if at is None:
        return None
    sentence = tokens.sentence_tokens(tokens.sentence[at])
    start, end = tokens.starts[sentence.start], tokens.ends[sentence.stop - 1]
    told = _ANONYMITY.search(tokens.body, start, end)
    found = _REASON.search(tokens.body, told.end(), end) if told else None
    found = found or _UNAUTHORISED.search(tokens.body, start, end)
    if found is None:
        return None
    words = found.group().split(", said")[0].rstrip(" ,")
    words = re.split(r", (?=\w+ed\b|said|told)", words)[0]
    return found.start(), found.start() + len(words)
