"""`python -m schemas.document`: write the page of table documentation, made from the tables' one definition."""

from pathlib import Path

from schemas.tables import SCHEMA_VERSION, TABLES, Level

PAGE = Path(__file__).resolve().parent / "TABLES.md"

_LEVELS: dict[Level, str] = {
    "article": (
        "## Of articles\n\nRows that depend on one article alone. Offsets count Unicode code points of the article's "
        "body, end exclusive: `body[start_char:end_char] == text`. In Parquet `published_month` is the hive partition "
        "in the path, in DuckDB the last column.\n"
    ),
    "corpus": "## Across articles\n\nSmall tables computed from those above, the same whatever the order of loads.\n",
    "ledger": "## The ledger\n\nWhat was loaded, refused and checked; it survives a failed load.\n",
}


def page() -> str:
    """The documentation of all tables, in Markdown."""
    head = (
        f"# Tables of onrecord, version {SCHEMA_VERSION}\n\n"
        "Made by `make docs` from `schemas/tables.py`; the same words are comments in news.duckdb and "
        "metadata of the Parquet files.\n"
    )
    parts = [head]
    for level, introduction in _LEVELS.items():
        parts.append(introduction)
        parts += [table.markdown() for table in TABLES if table.level == level]
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
