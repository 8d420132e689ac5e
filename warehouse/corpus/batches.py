"""Blocks cut into batches: those that depend on each other stay together, and memory stays flat."""

from typing import Final

import pyarrow as pa

NAMES_PER_BATCH: Final = 5_000
"""Names from which on a batch is full; a larger set of blocks that depend on each other is one batch."""

BATCHES_SCHEMA: Final = pa.schema([pa.field("home", pa.string()), pa.field("batch", pa.int32())])


def batches_of(blocks: pa.Table, lines: pa.Table) -> pa.Table:
    """The batch of each block, in the order of their names.

    Args:
        blocks: `home`, and how many `names` it has; sorted by `home`.
        lines: pairs of blocks, `home` and `short`, that depend on each other.
    """
    names = dict(zip(blocks["home"].to_pylist(), blocks["names"].to_pylist(), strict=True))
    roots = {home: home for home in names}
    for one, other in zip(lines["home"].to_pylist(), lines["short"].to_pylist(), strict=True):
        if one in roots and other in roots:
            roots[_root(roots, other)] = _root(roots, one)
    sizes: dict[str, int] = {}
    for home, size in names.items():
        root = _root(roots, home)
        sizes[root] = sizes.get(root, 0) + size
    numbers: dict[str, int] = {}
    batch = held = 0
    for root, size in sizes.items():
        if held and held + size > NAMES_PER_BATCH:
            batch, held = batch + 1, 0
        numbers[root] = batch
        held += size
    return pa.Table.from_pydict(
        {"home": list(names), "batch": [numbers[_root(roots, home)] for home in names]}, schema=BATCHES_SCHEMA
    )


def _root(roots: dict[str, str], home: str) -> str:
    while roots[home] != home:
        roots[home] = roots[roots[home]]
        home = roots[home]
    return home
