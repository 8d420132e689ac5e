"""From the columns or keys of a record to the fields of `RawArticle`."""

from collections.abc import Mapping

from schemas.article import RawArticle
from schemas.errors import SettingsError

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


def raw_article(record: Mapping[str, object], mapping: Mapping[str, str]) -> RawArticle:
    """Return the article of a record: mapped fields from their columns, others from the column of their name."""
    if not mapping:
        return RawArticle.model_validate(record)
    return RawArticle.model_validate({name: record.get(mapping.get(name, name)) for name in FIELDS})
