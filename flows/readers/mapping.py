"""From the columns or keys of a record to the fields of `RawArticle`."""

from collections.abc import Mapping, Sequence

from flows.readers.base import ReadOptions
from schemas.article import RawArticle
from schemas.errors import RecordError, SettingsError

FIELDS = tuple(RawArticle.model_fields)


def parse_mapping(text: str) -> dict[str, str]:
    """Return field -> column from `text=content,published_at=date`.

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


def check_columns(names: Sequence[str], options: ReadOptions) -> None:
    """Check that a table has what an article needs, no matter what else it has.

    Raises:
        RecordError: `missing_column`: none holds the text; `bad_header`: two have the name of one that is needed.
    """
    needed = [options.column(field) for field in FIELDS]
    if options.column("text") not in names:
        raise RecordError("missing_column", "text", "no column holds the text; name it with --map text=COLUMN")
    if any(names.count(name) > 1 for name in needed):
        raise RecordError("bad_header", "", "two columns have the same name; rename one of them")


def raw_article(record: Mapping[str, object], mapping: Mapping[str, str]) -> RawArticle:
    """Return the article of a record: mapped fields from their columns, others from the column of their name."""
    if not mapping:
        return RawArticle.model_validate(record)
    return RawArticle.model_validate({name: record.get(mapping.get(name, name)) for name in FIELDS})
