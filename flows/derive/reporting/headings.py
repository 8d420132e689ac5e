"""Headings: words in capitals or written as a title, glued to what follows them; and what introduces a list."""

from flows.derive.reporting.edges import FINITE, INTRODUCE
from flows.derive.text.cues import CueEntry
from flows.derive.text.tokens import Tokens

_NOMINAL = frozenset({"theme", "np"})
"""What verbs take that tell of a deed as well: *announces funds*."""
_LONG = 4
"""Letters from which a title writes a word with a capital: *With*, but *the*, *for*."""
_FEWEST = 4
"""Letters of a word that a title writes with a capital, and how many such words make a title."""


def within_heading(tokens: Tokens, verb: int, entry: CueEntry, content: list[range]) -> list[range]:
    """The content as far as it stands in its cue's heading; empty where the heading tells of a deed.

    *HOLT SAYS BRIDGE WILL BE REBUILT* gives words, *HOLT ANNOUNCES FUNDS FOR HARN* gives none; capitals end where the
    text begins. Nor does what introduces a list. Elsewhere the content itself.
    """
    if _ends_open(tokens, content) or (introduces_list(tokens, content) and not entry.takes.isdisjoint(_NOMINAL)):
        return []
    capitals = _in_capitals(tokens, verb)
    if not content or not (capitals or _is_title(tokens, verb)):
        return content
    kept = [range(run.start, _end_of_capitals(tokens, run)) for run in content] if capitals else content
    kept = [run for run in kept if run]
    told = any(tokens.upos[token] == "AUX" or tokens.lower[token] in INTRODUCE for run in kept for token in run)
    return kept if told or entry.takes.isdisjoint(_NOMINAL) else []


def _in_capitals(tokens: Tokens, verb: int) -> bool:
    """Whether a cue and the word before it are in capitals."""
    return all(len(word) > 1 and word.isupper() for word in tokens.words[max(verb - 1, 0) : verb + 1])


def _end_of_capitals(tokens: Tokens, run: range) -> int:
    for token in run:
        word = tokens.words[token]
        if len(word) > 1 and word[0].isalpha() and not word.isupper() and not word.startswith(("'", "’")):
            return token
    return run.stop


def _is_title(tokens: Tokens, verb: int) -> bool:
    """Whether every long word of a sentence has a capital and no stop ends it."""
    sentence = tokens.sentence_tokens(tokens.sentence[verb])
    words = [word for word in tokens.words[sentence.start : sentence.stop] if len(word) >= _LONG and word.isalpha()]
    ended = tokens.words[sentence.stop - 1] in {".", "!", "?", "”", '"'}
    return (
        tokens.words[verb][0].isupper()
        and not ended
        and len(words) >= _FEWEST
        and all(word[0].isupper() for word in words)
    )


def _ends_open(tokens: Tokens, content: list[range]) -> bool:
    """*that the winners are:*, *that we need to:*: a clause cut off before a list."""
    stop = content[-1].stop if content else len(tokens)
    open_end = tokens.upos[stop - 1] == "AUX" or tokens.lower[stop - 1] == "to"
    return stop < len(tokens) and tokens.words[stop] == ":" and open_end


def introduces_list(tokens: Tokens, content: list[range]) -> bool:
    """*the following steps*, *these measures: a bus line, two bridges*: a noun phrase that a list stands behind."""
    first = content[0] if content else range(0)
    for token in first:
        if tokens.words[token] == ":" or (tokens.lower[token] == "following" and tokens.deprel[token] == "amod"):
            return True
        if tokens.upos[token] in FINITE:
            return False
    return False
