"""Metadata at the head of a text file, between two lines of three hyphens, or of three plus signs."""

from collections.abc import Callable, Mapping
from datetime import date

import orjson

from flows.readers.mapping import FIELDS
from schemas.errors import RecordError

_FENCE, _TOML = "---", "+++"
_MAX_CHARS = 64 * 1024
_NULLS = ("", "~", "null")
_METADATA = frozenset(FIELDS) - {"text"}


def split_front_matter(
    text: str, counts: Callable[[Mapping[str, object]], object] = _METADATA.intersection
) -> tuple[Mapping[str, object], str]:
    """The metadata at the head of `text` and the text behind them.

    Front matter is YAML, or a JSON object, between a first line `---` and a next line `---` within 64 Ki
    characters, or TOML between two lines `+++`. It is metadata only if it is a mapping that `counts`, by default one
    with a key of `RawArticle`; else it is text like the rest.
    Offsets of the article refer to the text behind it.

    Raises:
        RecordError: `bad_front_matter`: a block in braces (as a replayed sidecar is), one of TOML, or one that begins
            as YAML does with the name of a field, that can't be parsed.
    """
    fence, block, rest = _cut(text)
    if block is None:
        return {}, text
    meta = _parse(block, fence)
    if meta is None and block.startswith("{"):
        message = "the block in braces at the head of the text is no valid mapping; mend or remove it"
        raise RecordError("bad_front_matter", "", message)
    if meta is None and (fence == _TOML or _named(block, counts)):
        message = f"the block between {fence} at the head of the text can't be parsed; mend or remove it"
        raise RecordError("bad_front_matter", "", message)
    if meta is None or not counts(meta):
        return {}, text
    return meta, rest


def _named(block: str, counts: Callable[[Mapping[str, object]], object]) -> object:
    """Whether the first line of a block gives a field."""
    name, colon, _ = block.partition("\n")[0].partition(":")
    return colon and name.isidentifier() and counts({name: "something"})


def _cut(text: str) -> tuple[str, str | None, str]:
    head = text[:_MAX_CHARS].splitlines(keepends=True)
    fence = head[0].rstrip() if head else ""
    if fence not in (_FENCE, _TOML):
        return fence, None, text
    size = len(head[0])
    for line in head[1:]:
        if line.rstrip() == fence:
            return fence, text[len(head[0]) : size].strip(), text[size + len(line) :]
        size += len(line)
    return fence, None, text


def _parse(block: str, fence: str) -> Mapping[str, object] | None:
    read = _toml if fence == _TOML else _json if block.startswith("{") else _yaml
    meta = read(block)
    return {str(key): value for key, value in meta.items()} if isinstance(meta, dict) else None


def _json(block: str) -> object:
    try:
        return orjson.loads(block)
    except orjson.JSONDecodeError:
        return None


def _toml(block: str) -> object:
    """Parse TOML, its dates as they are written."""
    import tomllib  # noqa: PLC0415  # 10 ms that other formats save

    try:
        return {key: _plain(value) for key, value in tomllib.loads(block).items()}
    except (ValueError, RecursionError):
        return None


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _yaml(block: str) -> object:
    """Parse YAML without its types: each scalar stays the string that was written, dates above all."""
    import yaml  # noqa: PLC0415  # 20 ms that only text with front matter needs

    try:
        meta = yaml.load(block, Loader=yaml.BaseLoader)  # noqa: S506  # makes strings, lists and mappings only
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    return {key: None if value in _NULLS else value for key, value in meta.items()} if isinstance(meta, dict) else None
