"""An export from beginning to end: the current snapshot, the articles chosen, one format, one file or folder."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import duckdb

from flows.exports import (
    brat,
    conllu,
    docbin,
    follow_the_money,
    geojson,
    label_studio,
    schema_org,
    sqlite,
    web_annotation,
)
from flows.exports.delta import write_delta
from flows.exports.iceberg import write_iceberg
from flows.exports.selected import Selected
from flows.exports.writing import whole_folder, write_array, write_lines
from flows.pages.report.selection import Selection
from flows.whole import whole_file
from schemas.errors import SettingsError, StoreError
from warehouse.store.read import connect, of_this_version
from warehouse.store.store import Snapshot, Store

Write = Callable[[Path, duckdb.DuckDBPyConnection, Selected], int]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: what it is, what it counts, and what writes it; None: it is kept in step with the whole warehouse."""

    told: str
    counted: str
    write: Write | None


def write_export(warehouse: Path, format_: str, out: Path, selection: Selection) -> tuple[int, str]:
    """Write the articles of a selection in a format; return how many of what were written.

    Raises:
        SettingsError: there is no such format, or `out` can't be written or holds something already.
        StoreError: there is no store, nothing was loaded yet, or its tables are of another version.
    """
    chosen = FORMATS.get(format_)
    if chosen is None:
        raise SettingsError(f"export {format_!r}: there is no such format; use one of {', '.join(FORMATS)}")
    snapshot = Store.open(warehouse, create=False).current()
    if snapshot is None:
        raise StoreError(f"{warehouse}: nothing is published here yet. Run `onrecord run SOURCE` first.")
    if chosen.write is None:
        return _whole(format_, out, snapshot, selection), chosen.counted
    with connect(snapshot) as con, of_this_version(warehouse):
        return chosen.write(out, con, Selected(selection)), chosen.counted


def _whole(format_: str, out: Path, snapshot: Snapshot, selection: Selection) -> int:
    if selection != Selection():
        raise SettingsError(
            f"export {format_}: is kept in step with the whole warehouse; leave out --since, --until, --where"
        )
    return {"delta": write_delta, "iceberg": write_iceberg}[format_](out, snapshot)


def _web_annotation(out: Path, con: duckdb.DuckDBPyConnection, selected: Selected) -> int:
    return write_lines(out, map(web_annotation.annotation_page, selected.rows(con)))


def _schema_org(out: Path, con: duckdb.DuckDBPyConnection, selected: Selected) -> int:
    return write_lines(out, map(schema_org.news_article, selected.rows(con)))


def _label_studio(out: Path, con: duckdb.DuckDBPyConnection, selected: Selected) -> int:
    with whole_folder(out) as folder:
        (folder / "config.xml").write_text(label_studio.CONFIG, encoding="utf-8")
        with (folder / "tasks.json").open("wb") as file:
            return write_array(file, map(label_studio.task, selected.rows(con)))


def _brat(out: Path, con: duckdb.DuckDBPyConnection, selected: Selected) -> int:
    with whole_folder(out) as folder:
        return brat.write_documents(folder, selected.rows(con))


def _follow_the_money(out: Path, con: duckdb.DuckDBPyConnection, selected: Selected) -> int:
    return write_lines(out, follow_the_money.entities(con, selected))


def _geojson(out: Path, con: duckdb.DuckDBPyConnection, selected: Selected) -> int:
    with whole_file(out) as file:
        return geojson.write_places(file, con, selected)


def _sqlite(out: Path, con: duckdb.DuckDBPyConnection, selected: Selected) -> int:
    with whole_file(out) as file:
        return sqlite.write_sqlite(Path(file.name), con, selected)


def _conllu(out: Path, con: duckdb.DuckDBPyConnection, selected: Selected) -> int:
    count = 0
    with whole_file(out) as file:
        for rows in selected.rows(con):
            count += 1
            file.write(conllu.document(rows).encode("utf-8"))
    return count


def _docbin(out: Path, con: duckdb.DuckDBPyConnection, selected: Selected) -> int:
    with whole_folder(out) as folder:
        return docbin.write_docbins(folder, selected.rows(con))


FORMATS: Final[Mapping[str, Format]] = {
    "web-annotation": Format("W3C Web Annotation, JSON-LD: a page of annotations a line", "articles", _web_annotation),
    "schema-org": Format(
        "schema.org NewsArticle, Quotation and Claim, JSON-LD: an article a line", "articles", _schema_org
    ),
    "label-studio": Format(
        "Label Studio: a folder with tasks, predictions and the labelling interface", "articles", _label_studio
    ),
    "brat": Format("brat standoff: a folder with a text and an annotation file an article", "articles", _brat),
    "conllu": Format("CoNLL-U: names, quotes and speakers in MISC, without syntax", "articles", _conllu),
    "docbin": Format(
        "spaCy's DocBin, a folder of them: names, quotes, speakers, figures and dates as spans", "articles", _docbin
    ),
    "ftm": Format("FollowTheMoney: an entity a line", "entities", _follow_the_money),
    "geojson": Format("GeoJSON: where the news happens", "places", _geojson),
    "sqlite": Format("SQLite: all tables, for Datasette and others", "articles", _sqlite),
    "delta": Format("Delta Lake: a table a folder, a commit for each load that changed it", "tables", None),
    "iceberg": Format("Apache Iceberg: tables of a local catalogue, a commit for each load", "tables", None),
}
"""What `onrecord export` can write."""
