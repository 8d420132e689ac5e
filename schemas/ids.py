"""Identifiers: hashes of documented tuples, so that the same input gives the same ids anywhere."""

import hashlib
from collections.abc import Sequence

import orjson

ID_LENGTH = 32
"""Hexadecimal characters of an id: the first 128 bits of a SHA-256."""

Part = str | int | None


def hash_id(*parts: Part | Sequence[Part]) -> str:
    """The id of a tuple: SHA-256 over its compact UTF-8 JSON, the first 32 hexadecimal characters.

    JSON keeps the parts apart, so ("ab", "c") and ("a", "bc") differ.
    """
    return hashlib.sha256(orjson.dumps(parts)).hexdigest()[:ID_LENGTH]


def hash_number(*parts: Part | Sequence[Part]) -> int:
    """The id of a tuple as a signed integer of 64 bits: the first ones of `hash_id`."""
    bits = int(hash_id(*parts)[:16], 16)
    return bits - (1 << 64) if bits >> 63 else bits


def hash_text(text: str) -> str:
    """The first 32 hexadecimal characters of the SHA-256 of `text` in UTF-8."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:ID_LENGTH]


def article_id(source_id: str, key: str) -> str:
    """An article's id, from its source and its external_id, else canonical_url, else content_hash."""
    return hash_id(source_id, key)


def row_id(table: str, article: str, *key: Part) -> str:
    """The id of a derived row, from its table, its article and its offsets or other key."""
    return hash_id(table, article, *key)
