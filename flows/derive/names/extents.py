"""Names that the annotator cut short: *Port* of *Port Maren*, *Basin* of *Basin Monitoring Mission*.

Also what is no name at all: *Foreign* of *Foreign Minister*.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from flows.derive.names.find import Name
from flows.derive.text.tokens import Tokens
from schemas.vocabulary import EntityKind
from seeds.people import country_of, title_words
from seeds.rows import KindEvidence, NameWord
from seeds.word_classes import words_of

_LONGEST = 4
"""Words by which a name may have been cut short."""
_MENDED = 0.6
"""Confidence in a name that was cut short."""
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_MAY_GO_ON = frozenset({"PERSON", "ORG", "NORP", *_PLACES})


def in_full(tokens: Tokens, names: Sequence[Name]) -> list[Name]:
    """The names in their full extent, ascending and free of overlap; those that are half of a title are left out."""
    found: list[Name] = []
    for place, name in enumerate(names):
        if (found and name.start < found[-1].end) or _is_half_a_title(tokens, name):
            continue
        following = names[place + 1 : place + 1 + _LONGEST]
        found.append(_opened(tokens, name, following) or _headed(tokens, name, following) or name)
    return found


def _is_half_a_title(tokens: Tokens, name: Name) -> bool:
    """*Foreign Minister Lind*, *the Foreign Minister*."""
    word = name.text(tokens.body).casefold()
    if name.kind not in {"NORP", "GPE", "ORG"} or word not in title_words() or country_of(word) or word in _bodies():
        return False
    behind = next(iter(_behind(tokens, name)), None)
    return behind is not None and tokens.lower[behind] in title_words()


def _opened(tokens: Tokens, name: Name, following: Sequence[Name]) -> Name | None:
    """*Port* and its like name nothing by themselves: the capitalised word behind is the rest of the name."""
    if name.kind not in _PLACES or name.text(tokens.body).casefold() not in words_of("place_opening"):
        return None
    behind = next(iter(_behind(tokens, name)), None)
    if behind is None:
        return None
    rest = next((one for one in following if one.start == tokens.starts[behind] and one.kind != "NORP"), None)
    return _until(name, rest.end if rest else tokens.ends[behind], name.kind)


def _headed(tokens: Tokens, name: Name, following: Sequence[Name]) -> Name | None:
    """A name goes on to the capitalised noun of bodies that is its head, if no person's name is in between.

    A people's and a body's name side by side stay two: *the German* and *Foreign Ministry*.
    """
    if name.kind not in _MAY_GO_ON:
        return None
    others = {one.start for one in following if one.kind == "PERSON" or name.kind == "NORP"}
    for token in _behind(tokens, name):
        if tokens.starts[token] in others or tokens.upos[token] not in {"PROPN", "NOUN", "ADJ"}:
            return None
        if tokens.lower[token] in _body_heads() and _ends_there(tokens, token):
            return _until(name, tokens.ends[token], "ORG")
    return None


def _ends_there(tokens: Tokens, token: int) -> bool:
    """Whether no capitalised word stands behind: the noun is the last of the name."""
    return token + 1 >= len(tokens) or not (
        tokens.words[token + 1][:1].isupper() and tokens.upos[token + 1] in {"PROPN", "NOUN"}
    )


def _until(name: Name, end: int, kind: EntityKind) -> Name:
    return replace(name, end=end, kind=kind, score=min(name.score, _MENDED), title=(name.start, name.start))


def _behind(tokens: Tokens, name: Name) -> Iterator[int]:
    """The capitalised words right behind a name, one blank before each."""
    end = name.end
    for token in range(
        tokens.token_at(name.end - 1) + 1, min(tokens.token_at(name.end - 1) + 1 + _LONGEST, len(tokens))
    ):
        together = tokens.body[end : tokens.starts[token]] == " " and tokens.words[token][:1].isupper()
        if not together:
            return
        yield token
        end = tokens.ends[token]


@lru_cache(maxsize=1)
def _bodies() -> frozenset[str]:
    """Words that are bodies' names by themselves as well: *Navy Captain Roe*."""
    return frozenset(row.word for row in NameWord.rows() if row.kind == "ORG")


@lru_cache(maxsize=1)
def _body_heads() -> frozenset[str]:
    """Nouns that head the names of bodies as nothing else (*mission*, *dispatch*)."""
    return frozenset(
        row.word for row in KindEvidence.rows() if row.signal == "head" and row.kind == "ORG" and row.weight >= _SURE
    )


_SURE = 4.0
"""Weight from which a head is that of bodies alone."""
