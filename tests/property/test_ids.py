"""Ids are hashes of documented tuples, which anyone can compute again with any JSON library."""

import hashlib
import json

from hypothesis import given
from hypothesis import strategies as st

from schemas.ids import hash_id

PARTS = st.lists(
    st.none() | st.integers(-(2**63), 2**63 - 1) | st.text() | st.lists(st.none() | st.text(), max_size=3), max_size=5
)


@given(PARTS)
def test_an_id_is_the_hash_of_compact_json(parts: list[int | str | list[str | None] | None]) -> None:
    """SHA-256 over UTF-8 JSON without spaces and without escapes that JSON does not ask for."""
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    assert hash_id(*parts) == hashlib.sha256(text.encode("utf-8")).hexdigest()[:32]


@given(PARTS, PARTS)
def test_different_tuples_have_different_ids(
    left: list[int | str | list[str | None] | None], right: list[int | str | list[str | None] | None]
) -> None:
    """Whatever the parts hold, no separator can be forged."""
    assert (hash_id(*left) == hash_id(*right)) == (left == right)
