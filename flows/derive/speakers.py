"""Who says a marked stretch: the cue beside it and the words that name the speaker, without syntax."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flows.derive.annotation import Span
from flows.derive.cues import CueEntry, verb_forms
from flows.derive.tokens import Tokens
from flows.derive.utterances import Piece
from schemas.rows import Mention
from seeds.word_classes import words_of

_STOPS = frozenset({".", "!", "?", ";"})
_PRONOUNS = words_of("speaker_pronoun")
_DETERMINERS = words_of("determiner")
_FARTHEST = 24
_SUBJECT_REACH = 14
_LONGEST_NOUN = 6


@dataclass(frozen=True, slots=True)
class Attribution:
    """What reports an utterance: the cue's token and entry, the speaker's span, the rule that found them."""

    cue: int | None
    entry: CueEntry | None
    speaker: Span | None
    rule: str


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
    """The nearest cue beside a marked stretch, and its speaker; None if there is no cue."""
    window = Window(tokens, piece)
    after = _first_cue(tokens, window.after)
    before = _first_cue(tokens, reversed(window.before))
    comma = tokens.body[piece.marked.end - 1 : piece.marked.end] == ","
    introduced = bool(window.before) and tokens.words[window.before[-1]] in {":", ","}
    if after is not None and (comma or before is None or not introduced):
        return _attribution(tokens, after, window.after, mentions, "after")
    if before is not None:
        return _attribution(tokens, before, window.before, mentions, "before")
    return None


def _first_cue(tokens: Tokens, window: Iterable[int]) -> int | None:
    for token in window:
        if tokens.lower[token] in verb_forms() and (not tokens.has_syntax or tokens.upos[token] in {"VERB", "AUX"}):
            return token
    return None


def _attribution(tokens: Tokens, cue: int, window: range, mentions: Sequence[Mention], side: str) -> Attribution:
    entry = verb_forms()[tokens.lower[cue]]
    speaker = _subject_left(tokens, cue, window, mentions)
    if speaker is None:
        speaker = _first_phrase(tokens, range(cue + 1, min(window.stop, cue + _SUBJECT_REACH)), mentions)
        return Attribution(cue, entry, speaker, f"{side}_inverted" if speaker else f"{side}_cue")
    return Attribution(cue, entry, speaker, f"{side}_subject")


def _subject_left(tokens: Tokens, cue: int, window: range, mentions: Sequence[Mention]) -> Span | None:
    """The last noun phrase before the cue; the first one if a comma stands right before the cue."""
    reach = range(max(window.start, cue - _SUBJECT_REACH), cue)
    if not reach:
        return None
    phrases = list(_phrases(tokens, reach, mentions))
    if not phrases:
        return None
    set_off = tokens.words[cue - 1] == ","
    return phrases[0] if set_off else phrases[-1]


def _first_phrase(tokens: Tokens, reach: range, mentions: Sequence[Mention]) -> Span | None:
    return next(iter(_phrases(tokens, reach, mentions)), None)


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
