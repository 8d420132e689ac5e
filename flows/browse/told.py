"""The SQL of a search: over the index, and as one statement that `onrecord sql` runs on the store.

`fold(x)` in the files of flows/browse/sql stands for the words of x between spaces, without case, accents and
punctuation; it is written out here, since a store that is only read has no macro of ours.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final

from flows.answers.questions import plain_sql
from flows.browse.conditions import Conditions, Value
from schemas.tables import quote_literal

FOLDER: Final = Path(__file__).resolve().parent / "sql"
WHATS: Final = ("quotes", "figures", "names", "headlines")
"""What may be searched, in the order of the tabs."""
COLUMNS: Final = (
    "what, date, outlet, speaker, described, speaker_role, kind, polarity, modality, said, confidence, text, value, "
    "low, high, unit, headline, url, article_id, row_id, start_char, end_char"
)
"""What a file of hits has."""
FIRST: Final = "date DESC NULLS LAST, article_id, start_char, row_id"
"""The order in which hits are numbered: the newest first."""
SORTS: Final = {
    "newest": "n",
    "oldest": "date NULLS LAST, n",
    "surest": "confidence DESC NULLS LAST, n",
    "largest": "value DESC NULLS LAST, n",
    "smallest": "value NULLS LAST, n",
}
"""Each order of hits, over the index."""
_STATEMENT: Final = "WITH {}\nSELECT {}\nFROM hits{}\nWHERE {}\nORDER BY {}"
_HITS: Final = "hits AS (\n    SELECT row_id AS n, * FROM (\n{}\n    )\n)"
_TIED: Final = "SELECT row_id AS n, role, canonical_id AS entity FROM (\n{}\n)"
_KNOWN: Final = "SELECT canonical_id AS entity, name, names FROM (\n{}\n)"


@lru_cache(maxsize=16)
def select(name: str) -> str:
    """The query `sql/<name>.sql`, without the comment at its head and with `fold` written out."""
    lines = (FOLDER / f"{name}.sql").read_text(encoding="utf-8").splitlines()
    return _unfolded("\n".join(line for line in lines if not line.startswith("--")))


def told(what: str, conditions: Conditions, sort: str) -> str:
    """The search as one statement over the store, its values spelled out: to read and to run, never run here."""
    where = _spelled_out(conditions.sql, conditions.parameters)
    parts = [_HITS.format(_indented(select(what), 8))]
    parts += [f"{name} AS (\n{_indented(made, 4)}\n)" for name, made in _needed(where)]
    order = SORTS[sort].replace("n", FIRST) if SORTS[sort] == "n" else f"{SORTS[sort].removesuffix(', n')}, {FIRST}"
    heads = "" if what == "names" else "\nLEFT JOIN heads USING (article_id)"
    columns = COLUMNS if heads else COLUMNS.replace("headline, url, ", "")
    return _STATEMENT.format(",\n".join(parts), columns, heads, where, order)  # to read


def _needed(where: str) -> Iterator[tuple[str, str]]:
    """The tables beside `hits` that conditions ask, as subqueries over the store."""
    if "FROM tied" in where:
        yield "tied", _TIED.format(_indented(select("tied"), 4))
        yield "known", _KNOWN.format(_indented(select("known"), 4))
    if "FROM outlets" in where:
        yield "outlets", select("outlets")
    yield "heads", select("heads")


def _unfolded(text: str) -> str:
    """SQL with each `fold(x)` written out."""
    while (at := text.find("fold(")) >= 0:
        end = _closing(text, at + len("fold"))
        inner = text[at + len("fold(") : end]
        text = text[:at] + plain_sql(f"coalesce({inner}, '')") + text[end + 1 :]
    return text.strip()


def _closing(text: str, at: int) -> int:
    """The place of the bracket that closes the one at `at`; none of ours stand within a string."""
    depth = 0
    for place in range(at, len(text)):
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        if not depth:
            return place
    raise ValueError("a bracket is not closed")


def _spelled_out(sql: str, parameters: Mapping[str, Value]) -> str:
    for name in sorted(parameters, key=len, reverse=True):
        sql = sql.replace(f"${name}", f"\0{name}\0")
    pieces = sql.split("\0")
    return "".join(_literal(parameters[piece]) if number % 2 else piece for number, piece in enumerate(pieces))


def _literal(value: Value) -> str:
    if isinstance(value, date):
        return f"DATE '{value.isoformat()}'"
    return repr(value) if isinstance(value, float) else quote_literal(value)


def _indented(text: str, width: int) -> str:
    return "\n".join(" " * width + line for line in text.splitlines())
