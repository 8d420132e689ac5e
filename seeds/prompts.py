"""What an outlet asks of its readers, by how much speaks for it: *Get it in your inbox*, *We value your privacy*.

One scored decision: words and turns of `reference/prompt_weights.csv` speak for it, each once; against it speak
reported speech, the past and quotation marks, and that nobody is spoken to.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from seeds.rows import PromptWeight

PROMPT = 3.5
"""Weight from which a block is a prompt: *we respect your privacy* has it, *sign up at the town hall* has not."""
_LONG, _LONGER, _LONGEST = 30, 50, 65
"""Words beyond which a block counts as long: prompts are short, paragraphs that mention their words are not."""
_OPENING_WORDS = 4
"""Words of the longest opening (`like what you`), and one more."""
_MOST_OF_A_KIND = 0.8
"""Weight at most of acts, and of words to somebody, where nothing asks: *you can sign up by e-mail* is news."""
_WORD = re.compile(r"[a-z0-9]+(?:['/][a-z]+)*")
_QUOTATION = re.compile(r"[“”\"]")
_MARKS = "-–—*•:,.!?'’\"“”()[]"
_BEHIND = ("", ",", ".", "?", "!", ":")
_ADDRESS = re.compile(r"[\w.+-]@[\w-]+\.\w|(?<!\w)@\w{2}|https?://")
_PAIR = 2
_Told = tuple[float, str]
_Turns = dict[str, dict[str, list[tuple[tuple[str, ...], _Told]]]]


class _Weights(NamedTuple):
    starts: frozenset[str]
    """Words with which a turn may begin."""
    phrases: dict[str, _Told]
    turns: _Turns
    """First word -> second word -> turns of two words and more."""
    openings: dict[str, float]
    forms: dict[str, float]
    first: frozenset[str]
    """First words of the openings."""
    addresses: frozenset[str]
    """Words that speak to somebody, with the marks that stand behind them: what most paragraphs of news lack."""


def prompt_weight(text: str) -> float:
    """How much a block speaks for being a prompt; 0 where it speaks to nobody, or nothing in it asks anything."""
    known = _weights()
    rough = text.lower().split()
    if not rough or (known.addresses.isdisjoint(rough) and rough[0].strip(_MARKS) not in known.first):
        return 0.0
    words = _WORD.findall(text.replace("’", "'").casefold())
    told = _told(words)
    return told + _form(text, words) if told > 0 else 0.0


def spoken_weight(text: str) -> float:
    """How much the words of a block speak for an outlet's own, and its length: what else it shows is added to it.

    Other than in `prompt_weight` some count without a phrase that asks, for the page tells more than the words.
    """
    words = _WORD.findall(text.replace("’", "'").casefold())
    told = _told(words) or _unasked(words)
    return told + _form(text, words)


def _unasked(words: Sequence[str]) -> float:
    """What words weigh that ask nothing: how they report and open; whom they speak to and what of, a little."""
    weights = {"phrase": 0.0, "speech": 0.0, "act": 0.0, "address": 0.0}
    for weight, kind in _met(words):
        weights[kind] += weight
    little = sum(min(weights[kind], _MOST_OF_A_KIND) for kind in ("act", "address"))
    return weights["speech"] + little + _opening(words)


def speaks_to_somebody(text: str) -> bool:
    """Whether a text has words to its reader, or of an outlet about itself."""
    return not _weights().addresses.isdisjoint(text.lower().split())


def place_weight(*, beside_furniture: bool, at_an_edge: bool) -> float:
    """How much it adds that a block stands beside furniture, or at the beginning or end of a text."""
    forms = _weights().forms
    return forms["beside furniture"] * beside_furniture + forms["at an edge"] * at_an_edge


def _told(words: Sequence[str]) -> float:
    """The weights of the phrases in a text, each once, and of how it opens; nothing where no phrase asks.

    Acts alone ask nothing: *sign up*, *download*, *your account* may be of any service that an article tells of.
    """
    met = _met(words)
    if not any(kind == "phrase" for _, kind in met):
        return 0.0
    return sum(weight for weight, _ in met) + _opening(words)


def _met(words: Sequence[str]) -> list[_Told]:
    """The turns in a text, each once, with what they are."""
    known = _weights()
    met: dict[tuple[str, ...], _Told] = {}
    for at, word in enumerate(words):
        if word not in known.starts:
            continue
        if word in known.phrases:
            met[(word,)] = known.phrases[word]
        turns = known.turns.get(word, {}).get(words[at + 1] if at + 1 < len(words) else "", ())
        met |= {turn: told for turn, told in turns if len(turn) == _PAIR or tuple(words[at : at + len(turn)]) == turn}
    return list(met.values())


def _opening(words: Sequence[str]) -> float:
    openings = _weights().openings
    return max((openings.get(" ".join(words[:size]), 0.0) for size in range(1, _OPENING_WORDS)), default=0.0)


def _form(text: str, words: Sequence[str]) -> float:
    forms = _weights().forms
    long = forms["long"] * (len(words) > _LONG) + forms["longer"] * (len(words) > _LONGER)
    long += forms["longest"] * (len(words) > _LONGEST)
    given = forms["address given"] * bool(_ADDRESS.search(text))
    return long + given + forms["quotation"] * bool(_QUOTATION.search(text))


@lru_cache(maxsize=1)
def _weights() -> _Weights:
    phrases: dict[str, _Told] = {}
    turns: _Turns = {}
    openings: dict[str, float] = {}
    forms: dict[str, float] = {}
    for row in PromptWeight.rows():
        if row.feature == "opening":
            openings[row.words] = row.weight
        elif row.feature == "form":
            forms[row.words] = row.weight
        elif " " in row.words:
            first, second, *_ = turn = tuple(row.words.split())
            turns.setdefault(first, {}).setdefault(second, []).append((turn, (row.weight, row.feature)))
        else:
            phrases[row.words] = row.weight, row.feature
    opens = frozenset(opening.split()[0] for opening in openings)
    spoken = (row.words for row in PromptWeight.rows() if row.feature == "address")
    addresses = frozenset(word.replace("'", sign) + mark for word in spoken for sign in "'’" for mark in _BEHIND)
    return _Weights(frozenset({*phrases, *turns}), phrases, turns, openings, forms, opens, addresses)
