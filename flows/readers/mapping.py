"""From the columns or keys of a record to the fields of `RawArticle`."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from flows.readers.base import ReadOptions
from flows.readers.dialects import dialect_of
from flows.readers.values import given, joined, listed, unwrapped
from schemas.article import RawArticle
from schemas.errors import RecordError, SettingsError
from seeds.rows import ColumnName

_HEADER = re.compile(r"[\w.:/-]{1,30}(?: [\w.:/-]{1,20}){0,3}")
_SHOWN = 20
_LONGEST_NAME = 100
"""Characters of a column's name; what is longer is a text."""
_NAMED = ("byline", "publisher")
"""Fields that some give as an object: `{"source": {"id": null, "name": "The Courier"}}`."""
FIELDS = tuple(RawArticle.model_fields)


def parse_mapping(text: str) -> dict[str, str]:
    """Field -> column from `text=content,published_at=date`.

    Raises:
        SettingsError: a pair without `=`, a field that `RawArticle` lacks, or a field given twice.
    """
    mapping: dict[str, str] = {}
    for pair in filter(None, (part.strip() for part in text.split(","))):
        name, equals, column = (piece.strip() for piece in pair.partition("="))
        if not equals or not column:
            raise SettingsError(f"--map: {pair!r} is no pair; write FIELD=COLUMN,FIELD=COLUMN")
        if name not in FIELDS:
            raise SettingsError(f"--map: there is no field {name!r}; use one of {', '.join(FIELDS)}")
        if name in mapping:
            raise SettingsError(f"--map: the field {name!r} is given twice; give it once")
        mapping[name] = column
    return mapping


def columns_for(names: Sequence[str], mapping: Mapping[str, str]) -> dict[str, str]:
    """Field -> column for a record or table with columns of these names.

    A field that `mapping` names comes from that column alone, whether or not it is there. Others come from the column
    of their own name, else from the first that `seeds/reference/column_names.csv` knows, whatever its case and marks; a
    column gives one field.
    """
    return dict(_columns_for(tuple(names), tuple(sorted(mapping.items()))))


@lru_cache(maxsize=1024)
def _columns_for(names: tuple[str, ...], mapping: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    columns = dict(mapping)
    columns |= {name: name for name in FIELDS if name in names and name not in columns and name not in columns.values()}
    plain: dict[str, str] = {}
    for name in names:
        plain.setdefault(_plain(name), name)
    for field, known in _known_names():
        if field not in columns and (column := plain.get(known)) is not None and column not in columns.values():
            columns[field] = column
    return tuple(columns.items())


@lru_cache(maxsize=1)
def _known_names() -> tuple[tuple[str, str], ...]:
    own = tuple((field, field.replace("_", "")) for field in FIELDS)
    return own + tuple((row.field, row.name) for row in ColumnName.rows())


def _plain(name: str) -> str:
    return "".join(char for char in name.casefold() if char.isalnum())


def check_columns(names: Sequence[str], options: ReadOptions) -> None:
    """Check that a table has what an article needs, no matter what else it has.

    Raises:
        RecordError: `missing_column`: none holds the text; `bad_header`: two have the name of one that is needed.
    """
    columns = columns_for(names, options.mapping)
    if columns.get("text") not in names:
        message = f"no column holds the text; name it with --map text=COLUMN (found: {_shown(names)})"
        if any(len(name) > _LONGEST_NAME for name in names):
            message = f"the first row is no header; put one before it: id,text,published_at … (found: {_shown(names)})"
        raise RecordError("missing_column", "text", message)
    if any(names.count(name) > 1 for name in columns.values()):
        raise RecordError("bad_header", "", "two columns have the same name; rename one of them")


def _shown(names: Sequence[str]) -> str:
    """The names that look like a header's; a file without a header has text there, which no message may show."""
    headers = [name for name in names if _HEADER.fullmatch(name)]
    others = len(names) - len(headers)
    return ", ".join([*headers[:_SHOWN], *([f"{others} that are no names"] if others else [])])


def raw_article(record: Mapping[str, object], mapping: Mapping[str, str]) -> RawArticle:
    """The article of a record: as its standard has it, else each field from the column of `columns_for`.

    Who says which column holds the text (`--map text=…`) is taken at their word.
    """
    if "text" not in mapping and (dialect := dialect_of(record)):
        return dialect.article(record)
    record = _opened(record, mapping)
    columns = columns_for(tuple(record), mapping)
    fields = {field: given(unwrapped(record.get(column))) for field, column in columns.items()}
    fields |= {name: listed(_names(fields[name])) for name in _NAMED if name in fields}
    return RawArticle.model_validate({**fields, "text": joined(fields.get("text"))})


def _opened(record: Mapping[str, object], mapping: Mapping[str, str]) -> Mapping[str, object]:
    """A record with the fields of the one object in it that has the text, where it has none itself.

    So search engines and interfaces give theirs: `{"_id": 1, "_source": {"title": …, "content": …}}`.
    """
    if columns_for(tuple(record), mapping).get("text") in record:
        return record
    inner = {
        name: value
        for name, value in record.items()
        if isinstance(value, Mapping) and columns_for(tuple(value), mapping).get("text") in value
    }
    if len(inner) != 1:
        return record
    ((name, value),) = inner.items()
    return {**{key: other for key, other in record.items() if key != name}, **value}


def _names(value: object) -> object:
    """The name of a thing that is told with more of it, and those in a list of such; else the value itself."""
    if isinstance(value, Mapping) and isinstance(name := value.get("name") or value.get("title"), str):
        return name
    return [_names(one) for one in value] if isinstance(value, list) else value
