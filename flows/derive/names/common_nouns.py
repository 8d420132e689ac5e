"""Words that the annotator takes for names since a sentence or a list gives them their capital, and stock codes."""

import re
from itertools import pairwise

from flows.derive.names.find import Name
from flows.derive.text.plurals import is_plural, singular
from flows.derive.text.signs import DASHES
from flows.derive.text.tokens import Tokens
from seeds.word_classes import words_of

_TICKER = re.compile(
    r"\((?:NYSE(?: American| Arca)?|N[Aa][Ss][Dd][Aa][Qq](?:GS|GM|CM)?|AMEX|LSE|AIM|TSXV?|TSX-V|CSE|ASX|NZX|HKEX|SGX|"
    r"BSE|NSE|JSE|SIX|OTC[A-Z]*|Euronext(?: [A-Z][a-z]+)?|Xetra|XETRA|FRA) ?: ?\Z"
)
"""As exchanges are written before a stock's code."""
_PLURAL_ACRONYM = re.compile(r"[A-Z]{2,5}s")
"""*NGOs*, *CEOs*: only what there are several of has this plural."""
_LOOK_BACK = 24
"""Characters of the longest of them."""
_KINDS = frozenset({"ORG", "PERSON", "GPE", "NORP"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_SMALL_WORDS = frozenset({"the", "by", "of", "and", "to", "for", "at"})
_MEDIA = frozenset({"media", "television", "tv", "radio", "newspapers", "broadcaster"})


def is_common(tokens: Tokens, name: Name) -> bool:
    """Whether a name is none: *Rebels* at a sentence's head, *State* of *State media*, the code of *(NYSE: GRME)*."""
    if _PLURAL_ACRONYM.fullmatch(tokens.body, name.start, name.end) or _is_taxon(name.text(tokens.body)):
        return True
    inside = tokens.within((name.start, name.end))
    if len(inside) != 1 or name.kind not in _KINDS:
        return False
    return (
        _is_ticker(tokens.body, name)
        or _is_of_state_media(tokens, inside.start)
        or (_opens(tokens, inside.start) and _is_word(tokens, name, inside.start))
    )


def _is_taxon(text: str) -> bool:
    """*Velanoraptor*, *Velanoraptor zhengi*: a genus or species is nobody and nowhere."""
    first, _, rest = text.partition(" ")
    genus = first[:1].isupper() and first[1:].islower() and (not rest or rest.islower())
    return genus and first.endswith(tuple(words_of("taxon_ending")))


def _is_ticker(body: str, name: Name) -> bool:
    return name.text(body).isupper() and _TICKER.search(body, max(name.start - _LOOK_BACK, 0), name.start) is not None


def _is_of_state_media(tokens: Tokens, token: int) -> bool:
    behind = tokens.words[token + 1] if token + 1 < len(tokens) else ""
    return tokens.words[token] == "State" and behind.islower() and behind in _MEDIA


def _opens(tokens: Tokens, token: int) -> bool:
    """Whether a word opens its sentence, a dash or bullet set aside, or stands behind the dash of a dateline."""
    first = tokens.sentence_tokens(tokens.sentence[token]).start
    dated = token > first and tokens.words[token - 1] in DASHES and tokens.starts[token] > tokens.ends[token - 1]
    return dated or all(tokens.upos[one] == "PUNCT" for one in range(first, token))


def _is_word(tokens: Tokens, name: Name, token: int) -> bool:
    """A plural noun, or an adjective of many bodies with a small noun behind: *Foreign exchange reserves*."""
    small = token + 1 < len(tokens) and tokens.words[token + 1].islower() and tokens.upos[token + 1] in _NOUNS
    adjective = tokens.upos[token] == "ADJ" and tokens.lower[token] in words_of("common_body_word")
    return (small and adjective) or _is_plural_noun(tokens, name, token)


def _is_plural_noun(tokens: Tokens, name: Name, token: int) -> bool:
    """A plural that the article has in small letters too, or of people or institutions; *Rangers* are a team."""
    word = tokens.lower[token]
    if not is_plural(word) or name.text(tokens.body).isupper():
        return False
    if word in tokens.once(_words_alone):
        return True
    one = singular(word)
    common = one in words_of("person_noun") | words_of("institution_noun") and word not in words_of("team_nickname")
    return common and tokens.words[token] not in tokens.once(_behind_small_words)


def _words_alone(tokens: Tokens) -> frozenset[str]:
    """The words in small letters, without parts of compounds: *workers*, not of *co-workers*."""
    words = tokens.words
    return frozenset(
        word
        for at, word in enumerate(words)
        if word.islower() and words[max(at - 1, 0)] != "-" and words[min(at + 1, len(words) - 1)] != "-"
    )


def _behind_small_words(tokens: Tokens) -> frozenset[str]:
    """The words that stand behind an article, a preposition or *and*: what has its capital there is a name."""
    return frozenset(word for before, word in pairwise(tokens.words) if before in _SMALL_WORDS)
