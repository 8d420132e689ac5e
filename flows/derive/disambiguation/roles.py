"""The words by which the lists say what somebody or something is, without those that tell little."""

import re
from functools import lru_cache

from seeds.knowledge import form_key

WORD = re.compile(r"[^\W\d_]{3,}")
STOPS = frozenset({"the", "and", "for", "member", "former"})
_COMMON = frozenset(
    {"organization", "company", "operator", "brand", "office", "shop", "united", "states", "national", "assembly",
     "political", "state", "government", "public", "general", "house", "other", "american", "country", "city",
     "federal", "funder", "nonprofit", "facility", "archive", "wpoffice"}
)  # fmt: skip
"""Words of roles that most articles have."""


@lru_cache(maxsize=16_384)
def role_words(role: str | None) -> frozenset[str]:
    """The words of a role, folded."""
    return frozenset(WORD.findall(form_key(role or ""))) - STOPS


@lru_cache(maxsize=16_384)
def sort_words(role: str | None) -> frozenset[str]:
    """The telling words of what it is, not of what it only runs or sells there (*operator*, *brand*)."""
    parts = [part.strip() for part in (role or "").split(";")]
    return frozenset().union(*(telling_words(part) for part in parts if not part.startswith(("operator", "brand"))))


@lru_cache(maxsize=16_384)
def telling_words(role: str | None) -> frozenset[str]:
    """The words of a role that few have: *baseball*, *legislative*."""
    return role_words(role) - _COMMON
