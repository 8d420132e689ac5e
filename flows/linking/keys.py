"""Names made comparable, and the blocks that they fall into."""

import unicodedata
from functools import lru_cache

from flows.derive.names import normalised
from seeds.institutions import institution
from seeds.rows import NameWord
from seeds.word_classes import words_of

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_LONGEST_ACRONYM = 8  # letters: assumed, longer words in capitals are of headlines
_LEAST_INITIALS = 3
_OF_POLICE = frozenset({"department", "force", "service"})
"""What may be left out behind *police*."""


@lru_cache(maxsize=65_536)
def folded(name: str) -> str:
    """A name for comparison: case, accents, hyphens, full stops, commas and blanks around words set aside."""
    parts = unicodedata.normalize("NFKD", normalised(name).replace(",", " ").replace("&", " and "))
    return " ".join("".join(char for char in parts if not unicodedata.combining(char)).split())


@lru_cache(maxsize=65_536)
def form_key(name: str) -> str:
    """A folded name without the article before it."""
    return folded(name).removeprefix("the ")


def group_of(kind: str) -> str:
    """What kinds may be one thing: towns, regions and buildings are told apart too unreliably to keep them apart."""
    return "place" if kind in _PLACES else kind


def has_legal_form(name: str) -> bool:
    """Whether a name ends in the legal form of a firm: Inc., GmbH."""
    words = form_key(name).split()
    return len(words) > 1 and words[-1] in words_of("company_form")


@lru_cache(maxsize=65_536)
def thing_key(kind: str, name: str) -> str:
    """The block of a name that is no person's: its group, and its key without a company's legal form.

    An institution's country stands behind the rest, whatever its place in the name: *Iraqi Health Ministry* and
    *Ministry of Health of Iraq* are `ORG ministry of health @IQ`.
    """
    if kind != "ORG":
        return f"{group_of(kind)} {form_key(name) or name}"
    core, land = institution(name)
    words = form_key(core).split() or [name]
    while len(words) > 1 and words[-1] in words_of("company_form"):
        words.pop()
    if words[-2:-1] == ["police"] and words[-1] in _OF_POLICE:
        words.pop()
    return " ".join([kind, *words, *([f"@{land}"] if land else ())])


def without_land(key: str) -> str | None:
    """The block of an institution's name without its country; None where the rest is not every country's."""
    core, _, land = key.rpartition(" @")
    common = words_of("common_body_word") | words_of("portfolio_noun")
    return core if land and core and all(word in common for word in core.split()[1:]) else None


def is_acronym(name: str) -> bool:
    """Whether a name looks like an acronym: *CSIS*, *U.N.*, *G7*."""
    letters = name.replace(".", "")
    return 1 < len(letters) <= _LONGEST_ACRONYM and letters.isalnum() and sum(map(str.isupper, letters)) > 1


def initials(key: str) -> str | None:
    """The acronym that can be derived from a folded name; None below three words that count."""
    words = [word for word in key.split() if word not in words_of("name_joiner")]
    return "".join(word[0] for word in words) if len(words) >= _LEAST_INITIALS else None


def may_be_short(alias: str, name: str, kind: str) -> bool:
    """Whether an alias that an article uses for a name may stand for it elsewhere: fewer words, and not any bank's."""
    fewer = len(form_key(alias).split()) < len(form_key(name).split())
    return fewer and (is_acronym(alias) or (kind == "ORG" and form_key(alias) not in _common_words()))


@lru_cache(maxsize=1)
def _common_words() -> frozenset[str]:
    return frozenset(row.word.rstrip(".") for row in NameWord.rows())
