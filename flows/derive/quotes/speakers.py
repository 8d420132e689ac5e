"""Who says a marked stretch: the cue beside it and the words that name the speaker.

Sieves, from sure to unsure; the one that fits is the quote's `rule`. With syntax the speaker is the cue's subject,
without it the noun phrase beside the cue.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flows.derive.quotes.utterances import Piece
from flows.derive.reporting.frames import speaker_of
from flows.derive.text.annotation import Span
from flows.derive.text.cues import CueEntry, phrases, verb_at, verb_forms
from flows.derive.text.subjects import char_span, phrase_tokens
from flows.derive.text.tokens import Tokens
from schemas.rows import Mention
from seeds.word_classes import words_of

_DASHES = frozenset({"-", "–", "—", "―", "--", "~"})
_STOPS = frozenset({".", "!", "?", ";"})
_PRONOUNS = words_of("speaker_pronoun")
_DETERMINERS = words_of("determiner")
_FARTHEST = 40
_SUBJECT_REACH = 14
_LONGEST_NOUN = 6
_IN_THE = 2
_LONGEST_TAG = 8
_LABEL_REACH = 8


@dataclass(frozen=True, slots=True)
class Attribution:
    """What reports an utterance: cue tokens and entry, the speaker's head and span, the rule that found them."""

    cue: range | None
    entry: CueEntry | None
    speaker: Span | None
    rule: str
    head: int | None = None
    verb: int | None = None
    addressee: int | None = None


class Window:
    """The text beside a marked stretch, up to the end of its sentence, in tokens."""

    def __init__(self, tokens: Tokens, piece: Piece) -> None:
        left = tokens.within((piece.neighbours[0], piece.marked.outer_start))
        right = tokens.within((piece.marked.outer_end, piece.neighbours[1]))
        self.before = _from_last_stop(tokens, left)
        self.after = _to_first_stop(tokens, right)


def _from_last_stop(tokens: Tokens, window: range) -> range:
    start = max(window.start, window.stop - _FARTHEST)
    for token in range(window.stop - 1, start - 1, -1):
        if tokens.words[token] in _STOPS:
            return range(token + 1, window.stop)
    return range(start, window.stop)


def _to_first_stop(tokens: Tokens, window: range) -> range:
    stop = min(window.stop, window.start + _FARTHEST)
    for token in range(window.start, stop):
        if tokens.words[token] in _STOPS:
            return range(window.start, token)
    return range(window.start, stop)


def attribute(tokens: Tokens, piece: Piece, mentions: Sequence[Mention]) -> Attribution | None:
    """The cue beside a marked stretch and its speaker; None if nothing beside it reports."""
    if piece.label is not None:
        return Attribution(None, None, piece.label, "transcript")
    window = Window(tokens, piece)
    after = _first_cue(tokens, window.after)
    if after is None:
        after = _bare_cue(tokens, window.after)
    before = _first_cue(tokens, reversed(window.before))
    comma = tokens.body[piece.marked.end - 1 : piece.marked.end] == ","
    introduced = bool(window.before) and tokens.words[window.before[-1]] in {":", ","}
    if after is not None and (comma or before is None or not introduced):
        return _by_cue(tokens, after, window.after, mentions, "after")
    if before is not None:
        return _by_cue(tokens, before, window.before, mentions, "before")
    return _by_source(tokens, window) or _by_label(tokens, window, mentions) or _by_signature(tokens, piece, mentions)


def _first_cue(tokens: Tokens, window: Iterable[int]) -> int | None:
    """The first verb that reports speech; without syntax the first form of one."""
    for token in window:
        if tokens.has_syntax:
            if tokens.upos[token] == "VERB" and verb_at(tokens, token):
                return token
        elif tokens.lower[token] in verb_forms():
            return token
    return None


def _bare_cue(tokens: Tokens, window: range) -> int | None:
    """A form of a cue verb that ends a short tag behind the stretch, whatever its tag (*, Roe notes*)."""
    if not tokens.has_syntax or not 1 < len(window) <= _LONGEST_TAG:
        return None
    last = window[-1]
    entry = verb_forms().get(tokens.lower[last])
    named = tokens.upos[last - 1] in {"PROPN", "PRON", "NOUN"}
    return last if entry is not None and "clause" in entry.takes and named else None


def _by_cue(tokens: Tokens, cue: int, window: range, mentions: Sequence[Mention], side: str) -> Attribution:
    run = range(cue, cue + 1)
    if not tokens.parsed(cue):
        entry = verb_forms().get(tokens.lower[cue]) or verb_at(tokens, cue)
        return Attribution(run, entry, *_beside(tokens, cue, window, mentions, side), verb=cue)
    entry = verb_at(tokens, cue)
    head = speaker_of(tokens, cue)
    if head is None:
        return Attribution(run, entry, *_beside(tokens, cue, window, mentions, side), verb=cue)
    inverted = "inverted" if head > cue else "subject"
    return Attribution(run, entry, char_span(tokens, phrase_tokens(tokens, head)), f"{side}_{inverted}", head, cue)


def _beside(tokens: Tokens, cue: int, window: range, mentions: Sequence[Mention], side: str) -> tuple[Span | None, str]:
    """The noun phrase before the cue, else the one behind it."""
    speaker = _subject_left(tokens, cue, window, mentions)
    if speaker is not None:
        return speaker, f"{side}_near"
    reach = range(cue + 1, min(window.stop, cue + _SUBJECT_REACH))
    speaker = next(iter(_phrases(tokens, reach, mentions)), None)
    return speaker, f"{side}_near_inverted" if speaker else f"{side}_cue_only"


def _by_source(tokens: Tokens, window: Window) -> Attribution | None:
    """*according to X* beside the stretch."""
    for token in [*window.after, *window.before]:
        following = tokens.lower[token + 1] if token + 1 < len(tokens) else ""
        if tokens.lower[token] == "according" and following == "to":
            head = tokens.heads[token] if tokens.deprel[token] == "case" else None
            return _source(tokens, range(token, token + 2), "according to", head)
        if tokens.lower[token] == "words" and following == "of" and token >= _IN_THE:
            heads = tokens.dependents(token, "nmod")
            return _source(tokens, range(token - _IN_THE, token + 2), "in the words of", heads[0] if heads else None)
        owners = tokens.dependents(token, "nmod:poss") if tokens.lower[token] == "words" else []
        first = tokens.subtree(owners[0])[0] - 1 if owners else -1
        if first >= 0 and tokens.lower[first] == "in":
            return _source(tokens, range(first, token + 1), "in the words of", owners[0])
    return None


def _source(tokens: Tokens, cue: range, phrase: str, head: int | None) -> Attribution:
    span = char_span(tokens, phrase_tokens(tokens, head)) if head is not None and head >= 0 else None
    return Attribution(cue, phrases()[phrase], span, phrase.split(maxsplit=1)[0], head, cue.start)


def _by_label(tokens: Tokens, window: Window, mentions: Sequence[Mention]) -> Attribution | None:
    """*Jane Roe, The Daily: "…"*, *JANE ROE: "…"*: the first name before a colon."""
    if not window.before or tokens.words[window.before[-1]] != ":":
        return None
    reach = range(max(window.before.start, window.before.stop - 1 - _LABEL_REACH), window.before.stop - 1)
    found = _phrases(tokens, reach, mentions)
    told = any(tokens.upos[token] in {"VERB", "AUX"} for token in window.before)
    if told and found and _stands_alone(tokens, found[-1], reach):
        return Attribution(None, None, found[-1], "label")
    return Attribution(None, None, found[0], "label") if found and not told else None


def _stands_alone(tokens: Tokens, phrase: Span, reach: range) -> bool:
    """*… – Jane Roe: “…”*: whether a name stands between a dash and the end of what is looked at."""
    inside = tokens.within(phrase)
    return inside.stop == reach.stop and inside.start > 0 and tokens.words[inside.start - 1] in _DASHES


def _by_signature(tokens: Tokens, piece: Piece, mentions: Sequence[Mention]) -> Attribution | None:
    """*"…" — Jane Roe*: a dash and a name behind the stretch, and little else in the paragraph."""
    behind = tokens.within((piece.marked.outer_end, piece.paragraph.end_char))
    if not 1 < len(behind) <= _LABEL_REACH or tokens.words[behind[0]] not in _DASHES:
        return None
    found = _phrases(tokens, range(behind[0] + 1, behind.stop), mentions)
    words = range(behind[0] + 1, behind.stop)
    if not found and all(tokens.words[token][0].isupper() or not tokens.words[token].isalpha() for token in words):
        found = [(tokens.starts[words.start], tokens.ends[words.stop - 1])]
    return Attribution(None, None, found[0], "signature") if found else None


def _subject_left(tokens: Tokens, cue: int, window: range, mentions: Sequence[Mention]) -> Span | None:
    """The last noun phrase before the cue; the first one if a comma stands right before the cue."""
    reach = range(max(window.start, cue - _SUBJECT_REACH), cue)
    found = _phrases(tokens, reach, mentions)
    if not found:
        return None
    return found[0] if tokens.words[cue - 1] == "," else found[-1]


def _phrases(tokens: Tokens, reach: range, mentions: Sequence[Mention]) -> list[Span]:
    """Names with their titles, pronouns, and determiners with the words up to the next small word or mark."""
    found: list[Span] = []
    token = reach.start
    while token < reach.stop:
        span = _mention_at(tokens, token, mentions) or _pronoun_or_noun(tokens, token, reach)
        if span is None:
            token += 1
            continue
        found.append(span)
        while token < reach.stop and tokens.starts[token] < span[1]:
            token += 1
    return found


def _mention_at(tokens: Tokens, token: int, mentions: Sequence[Mention]) -> Span | None:
    at = bisect_left(mentions, tokens.starts[token], key=lambda row: row.start_char)
    if at < len(mentions) and mentions[at].start_char < tokens.ends[token]:
        return mentions[at].start_char, mentions[at].end_char
    return None


def _pronoun_or_noun(tokens: Tokens, token: int, reach: range) -> Span | None:
    if tokens.lower[token] in _PRONOUNS:
        return tokens.starts[token], tokens.ends[token]
    if tokens.lower[token] not in _DETERMINERS:
        return None
    stop = token + 1
    while (
        stop < min(reach.stop, token + _LONGEST_NOUN) and tokens.words[stop].isalpha() and tokens.words[stop].islower()
    ):
        stop += 1
    return (tokens.starts[token], tokens.ends[stop - 1]) if stop > token + 1 else None
