"""Make the reference tables that libraries know best: `python -m seeds.make_tables`.

Currency names come from CLDR (babel), SI values from pint. Both are written out once, because a start of the command
line should not pay for building pint's registry; a test compares the files with what the libraries say today.
"""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pint
from babel.core import get_global
from babel.numbers import get_currency_name

from seeds.quantities import UnitCode, UnitFamily, UnitWord
from seeds.reference import REFERENCE

_ZERO_C_IN_K = 273.15


def currency_rows() -> list[tuple[str, str, str]]:
    """Form, kind (name or code) and ISO 4217 code of every currency that is legal tender somewhere."""
    tender = {
        code for entries in get_global("territory_currencies").values() for code, _, end, legal in entries
        if legal and end is None
    }  # fmt: skip
    rows = []
    for code in sorted(tender):
        rows.append((code, "code", code))
        names = {get_currency_name(code, count, "en").lower() for count in (1, 2)}
        rows += [(name, "name", code) for name in sorted(names)]
    return rows + _bare_names(rows)


def _bare_names(rows: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """The last word of a currency's name where no other currency has it: baht, zlotys."""
    owners: dict[str, set[str]] = {}
    for form, kind, code in rows:
        if kind == "name" and " " in form:
            owners.setdefault(form.rpartition(" ")[2], set()).add(code)
    known = {form for form, _, _ in rows}
    return [
        (word, "name", min(codes))
        for word, codes in sorted(owners.items())
        if len(codes) == 1
        and word not in known
        and word not in {"gold", "real", "reals", "mark", "marks", "sol", "soles"}
    ]


def unit_rows() -> list[tuple[str, str, str, str]]:
    """UCUM code, SI unit, factor and offset of each physical unit: value_si = value * factor + offset."""
    registry: Any = pint.UnitRegistry()
    rows = []
    known = UnitCode.rows()
    named = {row.unit for row in known}
    family = [UnitCode(unit=code, pint=name) for name, code, _ in _family_units() if code not in named]
    for row in (*known, *family):
        if row.pint is None:
            continue
        if row.unit == "Cel":
            rows.append((row.unit, "K", "1", repr(_ZERO_C_IN_K)))
            continue
        if row.unit == "[degF]":
            rows.append((row.unit, "K", repr(5 / 9), repr(_ZERO_C_IN_K - 32 * 5 / 9)))
            continue
        base: Any = registry.Quantity(registry.parse_expression(row.pint)).to_base_units()
        rows.append((row.unit, _ucum(dict(base.unit_items())), f"{base.magnitude:.12g}", "0"))
    return rows


_PREFIXES = {
    "-": "", "p": "pico", "n": "nano", "u": "micro", "m": "milli", "c": "centi", "d": "deci", "h": "hecto",
    "k": "kilo", "M": "mega", "G": "giga", "T": "tera", "P": "peta", "E": "exa",
}  # fmt: skip
_SHORT = 2


def _family_units() -> list[tuple[str, str, bool]]:
    """Name in pint and UCUM code of each base unit with each prefix that news uses, and whether the name is a word."""
    return [
        (f"{_PREFIXES[prefix]}{row.base}", f"{prefix.strip('-')}{row.ucum}", row.spoken == "yes")
        for row in UnitFamily.rows()
        for prefix in row.prefixes.split()
    ]


def unit_name_rows() -> list[tuple[str, str, str]]:
    """Form, style and UCUM code of the names and symbols that pint knows of the families' units.

    Symbols of one letter mean other things more often, and *us* is no microsecond; one of three and more is also found
    with its case mistaken (*2.4Ghz*), unless another unit is written so.
    """
    registry: Any = pint.UnitRegistry()
    taken = {(row.form, row.style == "word") for row in UnitWord.rows()}
    rows: dict[tuple[str, bool], tuple[str, str, str]] = {}
    wrong: dict[tuple[str, bool], tuple[str, str, str]] = {}
    for name, code, spoken in _family_units():
        words = name.replace("_", " ")
        for word in (words, f"{words}s") if spoken else ():
            rows.setdefault((word, True), (word, "word", code))
        symbol = _symbol(registry, name)
        if len(symbol) > _SHORT or (len(symbol) == _SHORT and symbol[0] != "u"):
            rows.setdefault((symbol, False), (symbol, "symbol", code))
        if len(symbol) > _SHORT and symbol.lower() not in {"bar", "bit"}:
            for form in (symbol.lower(), symbol.capitalize(), symbol.upper()):
                wrong.setdefault((form, False), (form, "symbol", code))
    found = rows | {key: row for key, row in wrong.items() if key not in rows}
    return sorted(row for key, row in found.items() if key not in taken and row[0].isascii())


def _symbol(registry: Any, name: str) -> str:  # noqa: ANN401 - pint is untyped
    """The symbol of a unit; micro as u."""
    return f"{registry.parse_units(name):~}".replace("µ", "u").replace("μ", "u").replace(" ", "")


_UCUM = {"meter": "m", "kilogram": "kg", "second": "s", "kelvin": "K", "ampere": "A", "mole": "mol", "candela": "cd"}


def _ucum(items: dict[str, float]) -> str:
    """The UCUM code of a product of SI base units."""
    parts = [f"{_UCUM.get(name, name)}{'' if power == 1 else f'{power:g}'}" for name, power in sorted(items.items())]
    return ".".join(parts) or "1"


def write(name: str, header: tuple[str, ...], rows: Iterable[tuple[str, ...]], folder: Path = REFERENCE) -> None:
    """Write a reference table."""
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


if __name__ == "__main__":
    write("currencies", ("form", "kind", "currency"), currency_rows())
    write("unit_names", ("form", "style", "unit"), unit_name_rows())
    write("units_si", ("unit", "unit_si", "factor", "offset"), unit_rows())
