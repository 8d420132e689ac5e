"""Number of English nouns by spelling: singular forms, and whether a form is a plural."""

from functools import lru_cache

from seeds.quantities import IrregularPlural, figure_words

_SHORTEST = 3
"""Letters of the shortest plural in *-s* (*ads*): *is* and *us* are none."""
_SINGULAR_ENDS = ("ss", "us", "is", "'s")
_SINGULAR = frozenset(figure_words()["singular_s"])


@lru_cache(maxsize=1)
def _irregular() -> dict[str, str]:
    return {row.plural: row.singular for row in IrregularPlural.rows()}


def is_plural(noun: str) -> bool:
    """Whether the form (lower case) is a plural by its spelling."""
    if noun in _irregular():
        return True
    return (
        noun not in _SINGULAR and len(noun) > _SHORTEST - 1 and noun.endswith("s") and not noun.endswith(_SINGULAR_ENDS)
    )


def singular(noun: str) -> str:
    """The singular of a noun in lower case; a form that is no plural stays as it is."""
    irregular = _irregular().get(noun)
    if irregular is not None:
        return irregular
    if not is_plural(noun):
        return noun
    if noun.endswith("ies") and len(noun) > len("ties"):
        return noun[:-3] + "y"
    if noun.endswith(("ches", "shes", "sses", "xes", "zzes")):
        return noun[:-2]
    return noun[:-1]
