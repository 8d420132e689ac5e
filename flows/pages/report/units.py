"""Units as a reader calls them: miles for [mi_i], US dollars as USD."""

from functools import lru_cache

from seeds.quantities import UnitWord


def unit_name(unit: str, *, plural: bool = True) -> str:
    """The name of a UCUM unit, parts of a compound one each; currencies and unknown units stay as they are."""
    name, *divisors = (_word(part, plural=plural and not place) for place, part in enumerate(unit.split("/")))
    return " per ".join((name, *divisors))


def _word(unit: str, *, plural: bool) -> str:
    forms = _forms().get(unit, (unit,))
    return forms[-1] if plural else forms[0]


@lru_cache(maxsize=1)
def _forms() -> dict[str, tuple[str, ...]]:
    """Singular and plural of each unit: the first two of its words."""
    words: dict[str, tuple[str, ...]] = {}
    for row in UnitWord.rows():
        had = words.get(row.unit, ())
        if row.style == "word" and len(had) <= 1:
            words[row.unit] = (*had, row.form)
    return words
