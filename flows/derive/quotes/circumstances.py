"""To whom, when and where something was said: all that hangs on the cue."""

from collections.abc import Sequence
from datetime import date

from flows.derive.quotes.speakers import Attribution
from flows.derive.text.annotation import Span
from flows.derive.text.subjects import char_span, phrase_tokens
from flows.derive.text.times import TimeSpan
from flows.derive.text.tokens import Tokens
from seeds.word_classes import words_of

_VENUE_CASES = words_of("venue_preposition")
_DATE_REACH = 8
"""Tokens between a cue and the day or place that it is told with, where the tree hangs that elsewhere: assumed."""
_EDGES = frozenset({",", ";", "“", '"'})


def addressee_of(tokens: Tokens, by: Attribution) -> Span | None:
    """The words that name to whom it was said."""
    if by.addressee is None:
        return None
    return char_span(tokens, phrase_tokens(tokens, by.addressee))


def is_outside(span: Span, parts: Sequence[Span]) -> bool:
    """Whether a span shares no character with the parts of an utterance."""
    return all(span[1] <= start or end <= span[0] for start, end in parts)


def said_between(
    tokens: Tokens, by: Attribution, parts: Sequence[Span], dates: Sequence[TimeSpan], latest: date | None
) -> tuple[date | None, date | None]:
    """First and last day of the date that hangs on the cue or follows it closely, outside the quoted words.

    What was said was said by `latest`, the day of publication; the reading is that of `dates`.
    """
    if by.verb is None:
        return None, None
    sentence = tokens.sentence_tokens(tokens.sentence[by.verb])
    low, high = tokens.starts[sentence.start], tokens.ends[sentence.stop - 1]
    for row in dates:
        span = (row.start_char, row.end_char)
        if row.start_date is None or row.timex_type not in {"DATE", "TIME"} or not low <= span[0] < high:
            continue
        if is_outside(span, parts) and _hangs_on(tokens, by.verb, span):
            return _by_then(row, latest)
    return None, None


def _by_then(row: TimeSpan, latest: date | None) -> tuple[date | None, date | None]:
    """The days of a time expression as `dates` has them; none where they lie after the latest day of saying."""
    late = row.start_date is not None and latest is not None and row.start_date > latest
    return (None, None) if late else (row.start_date, row.end_date)


def _hangs_on(tokens: Tokens, verb: int, span: Span) -> bool:
    inside = tokens.within(span)
    if any(tokens.heads[token] == verb for token in inside):
        return True
    between = range(verb + 1, inside.start)
    return (
        len(between) < _DATE_REACH and inside.start > verb and all(tokens.words[one] not in _EDGES for one in between)
    )


def venue_of(tokens: Tokens, by: Attribution, parts: Sequence[Span], dates: Sequence[TimeSpan]) -> Span | None:
    """Where it was said: the cue's first *in*, *at*, *during* phrase that is no date."""
    if by.verb is None:
        return None
    when = [(row.start_char, row.end_char) for row in dates]
    for child in tokens.dependents(by.verb, "obl"):
        cases = {tokens.lower[case] for case in tokens.dependents(child, "case")}
        if not cases & _VENUE_CASES or tokens.upos[child] not in {"NOUN", "PROPN"}:
            continue
        span = char_span(tokens, phrase_tokens(tokens, child))
        if is_outside(span, parts) and all(is_outside(span, [one]) for one in when):
            return span
    return None
