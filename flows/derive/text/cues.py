"""The cues of reported speech, from `seeds/reference/cues.csv`, by lemma and by inflected form."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from flows.derive.text.tokens import Tokens
from schemas.vocabulary import Polarity
from seeds.rows import Cue

_VOWELS = "aeiou"
SILENT = frozenset({"silence", "silence:request", "silence:passive", "silence:would"})
"""What a verb takes that tells of keeping silent: see `flows.derive.reporting.declines`."""


@dataclass(frozen=True, slots=True)
class CueEntry:
    """What the seeds say of a cue."""

    lemma: str
    polarity: Polarity
    takes: frozenset[str]
    particles: frozenset[str] = frozenset()
    """Words of which one must follow for the verb to report: *back* of *fired back*."""
    without: frozenset[str] = frozenset()
    """Words of which none may follow: *guilty* of *pleaded guilty*."""
    silent: bool = False
    """Whether it tells of keeping silent alone."""
    alone: bool = True
    """Whether it reports whatever word follows."""


@lru_cache(maxsize=1)
def verbs() -> dict[str, CueEntry]:
    """Cue verbs by lemma."""
    return _entries("verb")


@lru_cache(maxsize=1)
def nouns() -> dict[str, CueEntry]:
    """Cue nouns by lemma."""
    return _entries("noun")


@lru_cache(maxsize=1)
def phrases() -> dict[str, CueEntry]:
    """Cue phrases by their words, lower case."""
    return _entries("phrase")


@lru_cache(maxsize=1)
def verb_forms() -> dict[str, CueEntry]:
    """Cue verbs by every inflected form, lower case; where two verbs share a form the first in the file has it."""
    found: dict[str, CueEntry] = {}
    for row in Cue.rows():
        if row.part == "verb":
            for form in [row.lemma, *(row.forms or "").split(), *_regular(row.lemma, irregular=bool(row.forms))]:
                found.setdefault(form, verbs()[row.lemma])
    return found


def verb_at(tokens: Tokens, token: int) -> CueEntry | None:
    """The cue verb that a token is, by its lemma or, where that is none, by its form; None if it is none.

    A verb that reports with a particle alone (*fired back*) is one where the particle follows.
    """
    entry = verbs().get(tokens.lemmas[token]) or verb_forms().get(tokens.lower[token])
    if entry is None or entry.silent or _is_name(tokens, token):
        return None
    if entry.alone:
        return entry
    following = tokens.lower[token + 1] if token + 1 < len(tokens) else ""
    return entry if following in entry.particles or (not entry.particles and following not in entry.without) else None


def _is_name(tokens: Tokens, token: int) -> bool:
    """*said Ask Holm*, *Value Added Tax fell*: whether a form of a cue with a capital is part of a name."""
    if not tokens.words[token][0].isupper() or not 0 < token < len(tokens) - 1:
        return False
    if not tokens.words[token + 1].istitle() or not tokens.words[token].istitle():
        return False
    return tokens.words[token - 1].islower() or _in_prose(tokens, token)


def _in_prose(tokens: Tokens, token: int) -> bool:
    """Whether most words of a sentence are small: in a headline in capitals a verb has one as well."""
    sentence = tokens.sentence_tokens(tokens.sentence[token])
    words = [tokens.words[one] for one in sentence if tokens.words[one].isalpha()]
    return 2 * sum(map(str.islower, words)) > len(words)


def _entries(part: str) -> dict[str, CueEntry]:
    rows = (row for row in Cue.rows() if row.part == part)
    return {row.lemma: _entry(row) for row in rows}


def _entry(row: Cue) -> CueEntry:
    takes = frozenset(row.takes.split())
    particles, without = (frozenset(one[1:] for one in takes if one.startswith(sign)) for sign in "+-")
    alone = not particles and not without
    return CueEntry(row.lemma, row.polarity, takes, particles, without, silent=takes <= SILENT, alone=alone)


def _regular(lemma: str, *, irregular: bool) -> Iterator[str]:
    """The forms in -s, -ing and, unless they are irregular, -ed."""
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        yield lemma[:-1] + "ies"
    else:
        yield lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
    stem = lemma[:-1] if lemma.endswith("e") and not lemma.endswith(("ee", "ye", "oe")) else lemma
    yield stem + "ing"
    if not irregular:
        past = lemma[:-1] + "ied" if lemma.endswith("y") and lemma[-2] not in _VOWELS else stem + "ed"
        yield lemma + "d" if lemma.endswith(("ee", "ye", "oe")) else past
