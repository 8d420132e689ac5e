"""What of an article is compared with other articles: the runs of its words, and a sketch of them.

Method: Broder 1997, "On the resemblance and containment of documents" (runs, min-wise hashing), and Leskovec, Rajaraman
and Ullman, "Mining of Massive Datasets", 3.4 (bands). Two texts of which the runs have the resemblance j in common
share a band with a chance of 1 - (1 - j ** ROWS) ** BANDS: .90 of j = .33, .98 of j = .4, .9998 of j = .5.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final
from zlib import crc32

import duckdb
import pyarrow as pa
from duckdb.func import FunctionNullHandling, PythonUDFType
from rensa import RMinHash

from schemas.ids import hash_number
from warehouse.corpus.quote_words import words_of

RUN: Final = 4
"""Words of a run: shorter ones stand in texts of any origin, longer ones fall with each edited word."""

BANDS, ROWS = 64, 3
"""What a band asks for: ROWS hashes of a sketch of BANDS * ROWS."""

FEWEST: Final = 20
"""A text of fewer runs is compared with nothing: of a few words, all may stand elsewhere by chance."""

_SEED: Final = 20_261_128
"""Any number does; another one makes all sketches different, so that stores have to be made anew."""

_FORM = "STRUCT(form BIGINT, size INTEGER, shingles UINTEGER[])"
_FORM_ARROW = pa.struct([("form", pa.int64()), ("size", pa.int32()), ("shingles", pa.list_(pa.uint32()))])
_RUNS = "UINTEGER[]"


@dataclass(frozen=True)
class Form:
    """A text as it is compared; texts of equal words are one form.

    Attributes:
        words: its words in the spelling of `quote_words.words_of`.
    """

    words: tuple[str, ...]

    @property
    def number(self) -> int:
        """The form's id: the first 64 bits of a hash of its words, as a signed integer."""
        return hash_number("copy_form", " ".join(self.words))

    @property
    def runs(self) -> list[int]:
        """32-bit hashes of the runs of RUN words, each once, sorted."""
        return sorted({crc32(run.encode()) for run in self._runs})

    @property
    def bands(self) -> list[int]:
        """32-bit hashes of the bands of its sketch, sorted; none of a text of fewer than FEWEST runs."""
        if len(self._runs) < FEWEST:
            return []
        sketch = RMinHash(num_perm=BANDS * ROWS, seed=_SEED)
        sketch.update(self._runs)
        hashes = sketch.digest()
        return sorted({crc32(repr((band, hashes[band * ROWS : (band + 1) * ROWS])).encode()) for band in range(BANDS)})

    @cached_property
    def _runs(self) -> list[str]:
        """The runs of RUN words, each once, sorted."""
        return sorted({" ".join(self.words[n : n + RUN]) for n in range(len(self.words) - RUN + 1)})


def form_of(text: str | None) -> Form | None:
    """The form of a text; None if it has no word."""
    words = tuple(words_of(text or ""))
    return Form(words) if words else None


@contextmanager
def copy_functions(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Let SQL read the forms and runs of texts, within this block."""
    for name, (function, result) in _FUNCTIONS.items():
        connection.create_function(
            name, function, ["VARCHAR"], result, type=PythonUDFType.ARROW, null_handling=FunctionNullHandling.SPECIAL
        )
    try:
        yield
    finally:
        for name in _FUNCTIONS:
            connection.remove_function(name)


def _read_copy(text: pa.Array) -> pa.Array:
    forms = map(form_of, text.to_pylist())
    read = [form and {"form": form.number, "size": len(form.runs), "shingles": form.bands} for form in forms]
    return pa.array(read, _FORM_ARROW)


def _read_runs(text: pa.Array) -> pa.Array:
    forms = map(form_of, text.to_pylist())
    return pa.array([form and form.runs for form in forms], pa.list_(pa.uint32()))


_FUNCTIONS: dict[str, tuple[Any, str]] = {"read_copy": (_read_copy, _FORM), "read_runs": (_read_runs, _RUNS)}
"""By name in SQL: the function of a text, and the type of its result."""
