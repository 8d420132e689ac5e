"""How far a title before a name reaches: *Chief Financial Officer*, *Assistant U.S. Attorney*, *Director of Sales*.

The lists tell the words of titles (`seeds/reference/person_titles.csv`); what stands between them and what they are of
is told by the tree.
"""

from collections.abc import Collection

from flows.derive.text.tokens import Tokens
from seeds.listed import us_states
from seeds.people import title_words
from seeds.word_classes import words_of

_LONGEST = 4
"""Words of a title before the first listed one, and of the field of an office; assumed."""
_OF_TITLES = frozenset({"ADJ", "NOUN", "PROPN"})
_OF_FIELDS = _OF_TITLES | {"CCONJ", "DET"}
_BEFORE_FIELD = frozenset({"of", "in", "for"})
_OFFICES = frozenset({"office", "rank"})


def title_begin(tokens: Tokens, listed: range, named: Collection[int]) -> int:
    """The first token of a title, given its listed words with the name (`listed`) and the tokens of all names.

    The nouns that say what of are part of it (*human rights lawyer*), and so is what stands between two words of a
    title (*Chief Financial Officer*).
    """
    begin = listed.start
    for token in range(begin - 1, max(begin - 1 - _LONGEST, -1), -1):
        fits = tokens.upos[token] in _OF_TITLES or tokens.lower[token].endswith("ing")  # *Operating*
        if token in named or not fits or not _touches(tokens, token) or tokens.words[token] in us_states():
            break
        noun = tokens.upos[token] == "NOUN" or (tokens.words[token].istitle() and tokens.words[begin].istitle())
        governors = range(token, listed.stop if noun else listed.start)
        if tokens.heads[token] in governors or tokens.lower[token] in title_words():
            begin = token
    return begin


def rank_begin(tokens: Tokens, owner: int) -> int:
    """The first token of the rank before who is served, whose first is `owner`: *Assistant* U.S. Attorney."""
    begin = owner
    while begin > 0 and _is_rank(tokens, begin - 1):
        begin -= 1
    return begin


def field_begin(tokens: Tokens, first: int, named: Collection[int]) -> int | None:
    """Where an office begins whose field stands right before the name at token `first`; None where none does.

    *Vice President of Sales Ann Roe*, *Special Agent in Charge Ann Roe*.
    """
    for token in range(first - 2, max(first - 2 - _LONGEST, 0), -1):
        if tokens.upos[token + 1] not in _OF_FIELDS or token + 1 in named or not _touches(tokens, token + 1):
            return None
        if tokens.lower[token] in _BEFORE_FIELD:
            return title_begin(tokens, range(token - 1, token), named) if _has_field(tokens, token) else None
    return None


def _has_field(tokens: Tokens, link: int) -> bool:
    """An office before *of*; another word of titles only where the field is written as a name."""
    entry = title_words().get(tokens.lower[link - 1])
    if entry is None or entry.kind == "modifier":
        return False
    return entry.kind in _OFFICES or (tokens.words[link + 1].istitle() and tokens.words[link - 1].istitle())


def _is_rank(tokens: Tokens, token: int) -> bool:
    ranked = tokens.words[token].istitle() and tokens.lower[token] in words_of("rank_before_owner")
    return ranked and _touches(tokens, token)


def _touches(tokens: Tokens, token: int) -> bool:
    """Whether nothing but a blank stands between a token and the next."""
    return tokens.body[tokens.ends[token] : tokens.starts[token + 1]] in {" ", ""}
