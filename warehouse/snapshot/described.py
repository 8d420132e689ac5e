"""A snapshot's Parquet files as other tools' catalogues describe data: a Frictionless data package, and Croissant.

Both are functions of the manifest and of `schemas.tables`; no clock or path is in them.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import orjson
import pyarrow as pa

from schemas.tables import ARTICLE_TABLES, CORPUS_TABLES, Column, Table
from warehouse.disk.manifest import DataFile, Manifest

PACKAGE: Final = "datapackage.json"
CROISSANT: Final = "croissant.json"
_PARQUET: Final = "application/vnd.apache.parquet"
_TOLD: Final = "Entities, quotes, figures and dates of news articles, each row pointing at its text; made by onrecord."
_FRICTIONLESS: Final[Mapping[pa.DataType, str]] = {
    pa.string(): "string",
    pa.int32(): "integer",
    pa.int64(): "integer",
    pa.float64(): "number",
    pa.bool_(): "boolean",
    pa.date32(): "date",
    pa.timestamp("us", tz="UTC"): "datetime",
    pa.list_(pa.string()): "array",
}
_SCHEMA_ORG: Final[Mapping[pa.DataType, str]] = {
    pa.string(): "sc:Text",
    pa.int32(): "sc:Integer",
    pa.int64(): "sc:Integer",
    pa.float64(): "sc:Float",
    pa.bool_(): "sc:Boolean",
    pa.date32(): "sc:Date",
    pa.timestamp("us", tz="UTC"): "sc:DateTime",
    pa.list_(pa.string()): "sc:Text",
}
_CONTEXT: Final = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "containedIn": "cr:containedIn",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "includes": "cr:includes",
    "isArray": "cr:isArray",
    "arrayShape": "cr:arrayShape",
    "key": "cr:key",
    "md5": "cr:md5",
    "recordSet": "cr:recordSet",
    "sc": "https://schema.org/",
    "source": "cr:source",
}


def described(manifest: Manifest) -> dict[str, bytes]:
    """The descriptions of a snapshot, by the names of their files."""
    pages = {PACKAGE: data_package(manifest), CROISSANT: croissant(manifest)}
    return {
        name: orjson.dumps(page, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE) for name, page in pages.items()
    }


def data_package(manifest: Manifest) -> dict[str, object]:
    """The Frictionless data package: a resource a table, its files as parts, its columns as a table schema."""
    return {
        "name": f"onrecord-{manifest.snapshot_id}",
        "title": "Warehouse of news",
        "description": f"{_TOLD} The month of publication is in the path of a file.",
        "version": str(manifest.schema_version),
        "created": manifest.loaded_at.isoformat(),
        "resources": [_resource(table, files) for table, files in _tables(manifest)],
    }


def _tables(manifest: Manifest) -> Iterator[tuple[Table, Sequence[DataFile]]]:
    """The tables that have a file."""
    for table in (*ARTICLE_TABLES, *CORPUS_TABLES):
        if files := manifest.files_of(table.name):
            yield table, files


def _resource(table: Table, files: Sequence[DataFile]) -> dict[str, object]:
    paths = [file.path for file in files]
    return {
        "name": table.name,
        "description": table.description,
        "path": paths[0] if len(paths) == 1 else paths,
        "format": "parquet",
        "mediatype": _PARQUET,
        "bytes": sum(file.bytes for file in files),
        "schema": {"fields": [_field(column) for column in table.columns], "primaryKey": list(table.key)},
    }


def _field(column: Column) -> dict[str, object]:
    told: dict[str, object] = {"name": column.name, "type": _FRICTIONLESS[column.type]}
    told["description"] = column.description
    return told if column.nullable else told | {"constraints": {"required": True}}


def croissant(manifest: Manifest) -> dict[str, object]:
    """Croissant 1.1: a file object each file with its hash, a file set and a record set each table."""
    tables = list(_tables(manifest))
    return {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "name": f"onrecord-{manifest.snapshot_id}",
        "description": _TOLD,
        "conformsTo": "http://mlcommons.org/croissant/1.1",
        "datePublished": manifest.loaded_at.isoformat(),
        "version": f"{manifest.schema_version}.0.0",
        "distribution": [part for table, files in tables for part in _distribution(table, files)],
        "recordSet": [_record_set(table) for table, _ in tables],
    }


def _distribution(table: Table, files: Sequence[DataFile]) -> Iterator[dict[str, object]]:
    for file in files:
        yield {
            "@type": "cr:FileObject",
            "@id": file.path,
            "name": file.path,
            "contentUrl": file.path,
            "contentSize": f"{file.bytes} B",
            "encodingFormat": _PARQUET,
            "sha256": file.sha256,
        }
    yield {
        "@type": "cr:FileSet",
        "@id": f"{table.name}-files",
        "name": f"{table.name}-files",
        "description": table.description,
        "encodingFormat": _PARQUET,
        "includes": f"{table.name}/**/*.parquet" if table.partitioned else f"{table.name}/*.parquet",
    }


def _record_set(table: Table) -> dict[str, object]:
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": table.description,
        "key": [{"@id": f"{table.name}/{name}"} for name in table.key],
        "field": [_croissant_field(table, column) for column in table.columns],
    }


def _croissant_field(table: Table, column: Column) -> dict[str, object]:
    lists = {"isArray": True, "arrayShape": "-1"} if pa.types.is_list(column.type) else {}
    return {
        "@type": "cr:Field",
        "@id": f"{table.name}/{column.name}",
        "name": column.name,
        "description": column.description,
        "dataType": _SCHEMA_ORG[column.type],
        "source": {"fileSet": {"@id": f"{table.name}-files"}, "extract": {"column": column.name}},
    } | lists
