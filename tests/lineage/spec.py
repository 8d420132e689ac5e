"""JSON Schemas of OpenLineage's events and facets, from the classes that its project generates from its specification.

The package ships no schema file, but its classes are made from the schemas one by one: name, type and need of each
field. What a facet is, its `_schemaURL` tells; nothing beside the fields of its class is let through.
"""

import json
import types
import typing
from collections.abc import Iterator
from enum import Enum
from typing import Any

import attr
from jsonschema import Draft202012Validator, FormatChecker
from openlineage.client import facet_v2
from openlineage.client.generated.base import BaseFacet, RunEvent

Schema = dict[str, Any]
_PLAIN: dict[object, Schema] = {str: {"type": "string"}, int: {"type": "integer"}, bool: {"type": "boolean"}, Any: {}}
_FORMATS = {"runId": "uuid", "eventTime": "date-time", "_producer": "uri", "_schemaURL": "uri", "producer": "uri"}
_URLS = {"schemaURL", "_schemaURL"}


def problems(line: str | bytes) -> Iterator[str]:
    """What an event has that the specification does not allow, each with its place."""
    event = json.loads(line)
    yield from _against(RunEvent, event, "event")
    yield from _facets(event, "event")


def _facets(node: object, place: str) -> Iterator[str]:
    """Every facet, wherever it lies, against its own class."""
    if isinstance(node, list):
        for number, one in enumerate(node):
            yield from _facets(one, f"{place}[{number}]")
    if not isinstance(node, dict):
        return
    for name, inner in node.items():
        if name.lower().endswith("facets"):
            for key, facet in inner.items():
                yield from _against(_classes()[facet["_schemaURL"]], facet, f"{place}.{key}")
        yield from _facets(inner, f"{place}.{name}")


def _against(kind: type[Any], value: object, place: str) -> Iterator[str]:
    validator = Draft202012Validator(_schema(kind), format_checker=FormatChecker())
    yield from (f"{place}{error.json_path[1:]}: {error.message}" for error in validator.iter_errors(value))


def _classes() -> dict[str, Any]:
    """The classes of facets by their schema's address."""
    modules = (one for one in vars(facet_v2).values() if isinstance(one, types.ModuleType))
    known: Iterator[Any] = (one for module in modules for one in vars(module).values() if isinstance(one, type))
    return {one._get_schema(): one for one in known if issubclass(one, BaseFacet)}


def _schema(kind: Any, *within: type) -> Schema:  # noqa: ANN401  # a type, or a form of typing
    if kind in _PLAIN:
        return _PLAIN[kind]
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return {"anyOf": [_schema(one, *within) for one in inner if one is not type(None)]}
    if origin is list:
        return {"type": "array", "items": _schema(inner[0], *within)}
    if origin is dict:
        return {"type": "object"}  # facets, or what a facet leaves open
    if issubclass(kind, Enum):
        return {"enum": [one.value for one in kind]}
    assert attr.has(kind), kind
    return {"type": "object"} if kind in within else _object(kind, *within, kind)  # a field of fields: not used


def _object(kind: type[Any], *within: type) -> Schema:
    attr.resolve_types(kind)
    fields = attr.fields(kind)
    needed = [
        one.name for one in fields if one.default is attr.NOTHING or one.name in {*_URLS, "_producer", "producer"}
    ]
    return {
        "type": "object",
        "properties": {one.name: _schema(one.type, *within) | _format(one.name) for one in fields},
        "required": needed,
        "additionalProperties": False,
    }


def _format(name: str) -> Schema:
    return {"format": _FORMATS[name]} if name in _FORMATS else {}
