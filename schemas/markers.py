"""What a column's type alone does not say of how it is stored: markers for `Annotated`, which validation ignores."""

from enum import Enum
from typing import Annotated


class Stored(Enum):
    """How a column is stored, where not as its type is usually."""

    LONG = "64 bits: counts of bytes or records outgrow 32"
    ZSTD = "compressed by zstd: for 3 KB bodies DuckDB's own choice, FSST, takes 60 % more space and 90 MB more memory"


Long = Annotated[int, Stored.LONG]
"""A whole number that may outgrow 32 bits."""
LongOrNone = Annotated[int | None, Stored.LONG]
"""The same, where it may be unknown."""
LongText = Annotated[str, Stored.ZSTD]
"""A text of thousands of characters."""
