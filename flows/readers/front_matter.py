"""Metadata at the head of a text file, between two lines of three hyphens."""

from collections.abc import Callable, Mapping

import orjson

from flows.readers.mapping import FIELDS
from schemas.errors import RecordError

_FENCE = "---"
_MAX_CHARS = 64 * 1024
_NULLS = ("", "~", "null")
_METADATA = frozenset(FIELDS) - {"text"}


def split_front_matter(
    text: str, counts: Callable[[Mapping[str, object]], object] = _METADATA.intersection
) -> tuple[Mapping[str, object], str]:
    """The metadata at the head of `text` and the text behind them.

    Front matter is YAML, or a JSON object, between a first line `---` and a next line `---` within 64 Ki
    characters. It is metadata only if it is a mapping that `counts`, by default one with a key of `RawArticle`; else it
    is text like the rest.
    Offsets of the article refer to the text behind it.

    Raises:
        RecordError: `bad_front_matter`: a block in braces (as a replayed sidecar is) that can't be parsed.
    """
    block, rest = _cut(text)
    if block is None:
        return {}, text
    meta = _parse(block)
    if meta is None and block.startswith("{"):
        message = "the block in braces at the head of the text is no valid mapping; mend or remove it"
        raise RecordError("bad_front_matter", "", message)
    if meta is None or not counts(meta):
        return {}, text
    return meta, rest


def _cut(text: str) -> tuple[str | None, str]:
    head = text[:_MAX_CHARS].splitlines(keepends=True)
    if not head or head[0].rstrip() != _FENCE:
        return None, text
    size = len(head[0])
    for line in head[1:]:
        if line.rstrip() == _FENCE:
            return text[len(head[0]) : size].strip(), text[size + len(line) :]
        size += len(line)
    return None, text


def _parse(block: str) -> Mapping[str, object] | None:
    meta = _json(block) if block.startswith("{") else _yaml(block)
    return {str(key): value for key, value in meta.items()} if isinstance(meta, dict) else None


def _json(block: str) -> object:
    try:
        return orjson.loads(block)
    except orjson.JSONDecodeError:
        return None


def _yaml(block: str) -> object:
    """Parse YAML without its types: each scalar stays the string that was written, dates above all."""
    import yaml  # noqa: PLC0415  # 20 ms that only text with front matter needs

    try:
        meta = yaml.load(block, Loader=yaml.BaseLoader)  # noqa: S506  # makes strings, lists and mappings only
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    return {key: None if value in _NULLS else value for key, value in meta.items()} if isinstance(meta, dict) else None
