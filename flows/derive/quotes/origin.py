"""How an utterance came here: by which channel, and who reported it first (*told NBC*, *said in a statement*)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from flows.derive.quotes.circumstances import is_outside
from flows.derive.quotes.mentions import Mentions
from flows.derive.quotes.speakers import Attribution
from flows.derive.text.annotation import Span
from flows.derive.text.subjects import char_span, phrase_tokens
from flows.derive.text.tokens import Tokens
from schemas.rows import Mention
from schemas.vocabulary import Channel
from seeds.rows import ChannelWord
from seeds.word_classes import words_of

_BY_WAY_OF = frozenset({"in", "on", "at", "during", "via", "through", "over", "by", "after"})
_FURTHER = frozenset({"with", "to", "on", "by"})
_OUTLET_KINDS = frozenset({"ORG", "WORK_OF_ART", "PRODUCT"})
_QUOTING = frozenset({"quote", "cite"})
_STATION = re.compile(r"[A-Z]{1,4}TV")
_REACH = 9
"""Tokens behind the cue where a channel may stand that the tree hangs on the quoted words: assumed."""
_TOLD_APART = frozenset({"conference", "interview"})
_PHONE = frozenset({"call", "phone", "telephone"})


@dataclass(frozen=True, slots=True)
class Origin:
    """The channel, and the words and entity of who reported it or where it stood."""

    channel: Channel | None = None
    reported_by: Span | None = None
    entity_id: str | None = None


def origin_of(
    tokens: Tokens, by: Attribution, parts: Sequence[Span], mentions: Mentions, listener: Mention | None
) -> Origin:
    """What the words around the cue tell; nothing of it from within the quoted words."""
    if by.verb is None:
        return Origin()
    way = next(_ways(tokens, by.verb, parts), None)
    told = _outlet_told(tokens, by.addressee, mentions, listener)
    if told is not None:
        channel = way[1] if way is not None else "interview"
        return Origin(channel, (told.start_char, told.end_char), told.entity_id)
    if way is not None:
        return _told_by(tokens, *way, mentions, parts)
    if tokens.lemmas[by.verb] in words_of("channel_verb"):
        return Origin(channels().get(tokens.lemmas[by.verb]))
    return _by_others(tokens, by, parts, mentions)


def _by_others(tokens: Tokens, by: Attribution, parts: Sequence[Span], mentions: Mentions) -> Origin:
    """What another source or the listener tells of the way: *according to a statement*, *told the court*."""
    quoting = _quoting(tokens, by.verb or 0, mentions)
    if quoting is not None:
        return Origin(None, (quoting.start_char, quoting.end_char), quoting.entity_id)
    according = _according(tokens, by.verb or 0, parts)
    if according is not None:
        named = mentions.at(tokens.starts[according])
        span = char_span(tokens, phrase_tokens(tokens, according))
        return Origin(_channel_at(tokens, according), span, named.entity_id if named is not None else None)
    return Origin(_of_listener(tokens, by.addressee)) if by.addressee is not None else Origin()


def _outlet_told(tokens: Tokens, addressee: int | None, mentions: Mentions, listener: Mention | None) -> Mention | None:
    """The outlet that was told: by its name, or by the noun before it (*told broadcaster NTV*)."""
    if listener is not None and is_outlet(listener):
        return listener
    if addressee is None or addressee + 1 >= len(tokens) or tokens.lemmas[addressee] not in words_of("outlet_noun"):
        return None
    behind = mentions.at(tokens.starts[addressee + 1])
    return behind if behind is not None and behind.kind in _OUTLET_KINDS else None


def _quoting(tokens: Tokens, verb: int, mentions: Mentions) -> Mention | None:
    """*NTV quoted him as saying*, *he was cited by the Tass agency as saying*: the name of who passes the words on."""
    head = tokens.heads[verb]
    marks = {tokens.lower[mark] for mark in tokens.dependents(verb, "mark")}
    if head < 0 or head > verb or tokens.lemmas[head] not in _QUOTING or "as" not in marks:
        return None
    for who in (*tokens.dependents(head, "nsubj"), *tokens.dependents(head, "obl:agent")):
        named = [mentions.at(tokens.starts[token]) for token in phrase_tokens(tokens, who)]
        return next((one for one in named if one is not None and one.mention_type == "name"), None)
    return None


def is_outlet(mention: Mention) -> bool:
    """Whether a name is that of a newspaper, agency or broadcaster, by one of its words or as stations are called."""
    if mention.mention_type != "name" or mention.kind not in _OUTLET_KINDS:
        return False
    words = {word.strip(".,'’").casefold() for word in mention.text.split()}
    return bool(words & words_of("outlet_word")) or _STATION.fullmatch(mention.text) is not None


@lru_cache(maxsize=1)
def channels() -> dict[str, Channel]:
    """The channel that a noun, verb or name tells."""
    return {row.word: row.channel for row in ChannelWord.rows()}


def _ways(tokens: Tokens, verb: int, parts: Sequence[Span]) -> Iterator[tuple[int, Channel]]:
    """Phrases behind *in*, *on*, *during* that hang on the cue and name a channel, outside the quoted words.

    One that follows the cue may hang on the quoted words: the tree can't tell *said in a speech* from what was said.
    """
    behind = [one for one in range(verb + 1, min(verb + _REACH, len(tokens))) if tokens.upos[one] in {"NOUN", "PROPN"}]
    near = [one for one in behind if not is_outside(_span(tokens, max(tokens.heads[one], 0)), parts)]
    for child in sorted({*tokens.children[verb], *near}):
        channel = _channel_at(tokens, child)
        if channel is None:
            continue
        cases = {tokens.lower[case] for case in tokens.dependents(child, "case")}
        if cases & _BY_WAY_OF and is_outside(_span(tokens, child), parts):
            yield child, channel


def _span(tokens: Tokens, token: int) -> Span:
    return tokens.starts[token], tokens.ends[token]


def _according(tokens: Tokens, verb: int, parts: Sequence[Span]) -> int | None:
    """*“…,” he told reporters, according to a statement*: the head of what told of the saying."""
    sentence = tokens.sentence_tokens(tokens.sentence[verb])
    if "according" not in tokens.lower[sentence.start : sentence.stop]:
        return None
    for token in sentence[:-2]:
        if tokens.lower[token] == "according" and token != verb and is_outside(_span(tokens, token), parts):
            head = tokens.heads[token] if tokens.deprel[token] == "case" else None
            return head if head is not None and head > token else None
    return None


def _channel_at(tokens: Tokens, token: int) -> Channel | None:
    """What a noun says, with the noun before it: a *conference call* is a call, a *news conference* is none."""
    word, known = tokens.lemmas[token], channels()
    if word in _TOLD_APART:
        modifiers = {tokens.lower[one] for one in tokens.dependents(token, "compound", "amod")}
        if word == "conference" and not modifiers & {"news", "press", "media"}:
            return None
        if word == "interview" and modifiers & _PHONE:
            return "interview"
    return known.get(word) or known.get(tokens.lower[token])


def _told_by(tokens: Tokens, noun: int, channel: Channel, mentions: Mentions, parts: Sequence[Span]) -> Origin:
    """*in an interview with NBC*: NBC; *in a statement*: the statement."""
    for child in tokens.dependents(noun, "nmod", "obl", "compound", "nmod:poss"):
        named = mentions.at(tokens.starts[child])
        cases = {tokens.lower[case] for case in tokens.dependents(child, "case")}
        if named is not None and is_outlet(named) and (not cases or cases & (_FURTHER | {"'s", "'"})):
            return Origin(channel, (named.start_char, named.end_char), named.entity_id)
    named = mentions.at(tokens.starts[noun])
    span = char_span(tokens, _without_modifier(tokens, noun))
    if not is_outside(span, parts):
        span = (tokens.starts[noun], tokens.ends[noun])
    return Origin(channel, span, named.entity_id if named is not None else None)


def _without_modifier(tokens: Tokens, noun: int) -> range:
    """The noun with what stands before it: *a statement*, not what follows (*a statement on Monday*)."""
    return range(phrase_tokens(tokens, noun).start, noun + 1)


def _of_listener(tokens: Tokens, listener: int) -> Channel | None:
    """*told the court*, *told the jury*."""
    channel = channels().get(tokens.lemmas[listener])
    return channel if channel == "court" else None
