"""Functions of this project that SQL may call while quotes are compared."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import duckdb
import pyarrow as pa
from duckdb.func import FunctionNullHandling, PythonUDFType

from warehouse.corpus.quote_similarity import similarity
from warehouse.corpus.quote_words import Form, form_of

_FORM = "STRUCT(form BIGINT, size INTEGER, shingles UINTEGER[])"
_FORM_ARROW = pa.struct([("form", pa.int64()), ("size", pa.int32()), ("shingles", pa.list_(pa.uint32()))])
_SAID = "STRUCT(words VARCHAR, speaker VARCHAR)"
_SAID_ARROW = pa.struct([("words", pa.string()), ("speaker", pa.string())])


@contextmanager
def quote_functions(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Let SQL read the forms of quotes and compare them, within this block.

    A function that stays registered is reported as leaked when Python ends.
    """
    for name, (function, arguments, result) in _FUNCTIONS.items():
        connection.create_function(
            name, function, arguments, result, type=PythonUDFType.ARROW, null_handling=FunctionNullHandling.SPECIAL
        )
    try:
        yield
    finally:
        for name in _FUNCTIONS:
            connection.remove_function(name)


def _forms(*columns: pa.Array) -> Iterator[Form | None]:
    return map(form_of, *(column.to_pylist() for column in columns))


def _read_form(text: pa.Array, kind: pa.Array, speaker: pa.Array) -> pa.Array:
    read = [
        form and {"form": form.number, "size": form.size, "shingles": form.shingles}
        for form in _forms(text, kind, speaker)
    ]
    return pa.array(read, _FORM_ARROW)


def _read_said(text: pa.Array, kind: pa.Array, speaker: pa.Array) -> pa.Array:
    read = [form and {"words": form.words, "speaker": form.speaker} for form in _forms(text, kind, speaker)]
    return pa.array(read, _SAID_ARROW)


def _similarity(shorter: pa.Array, longer: pa.Array) -> pa.Array:
    pairs = zip(shorter.to_pylist(), longer.to_pylist(), strict=True)
    shares = [similarity(part["words"], whole["words"], part["speaker"], whole["speaker"]) for part, whole in pairs]
    return pa.array(shares, pa.float64())


_FUNCTIONS: dict[str, tuple[Callable[..., pa.Array], list[Any], str]] = {
    "read_form": (_read_form, ["VARCHAR"] * 3, _FORM),
    "read_said": (_read_said, ["VARCHAR"] * 3, _SAID),
    "quote_similarity": (_similarity, [_SAID] * 2, "DOUBLE"),
}
"""By name in SQL: the function, the types of its arguments and of its result."""
