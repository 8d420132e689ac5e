"""What the warehouse asks of a linker, which decides from evidence which entities are one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

import pyarrow as pa

NAMES_SCHEMA: Final = pa.schema(
    [
        pa.field("entity_id", pa.string()),
        pa.field("kind", pa.string()),
        pa.field("name", pa.string()),
        pa.field("aliases", pa.list_(pa.string())),
    ]
)
"""Distinct entities of articles: the first of their names in the order of code points, and all aliases."""

BLOCKS_SCHEMA: Final = pa.schema(
    [
        pa.field("entity_id", pa.string()),
        pa.field("home", pa.string()),
        pa.field("alias", pa.string()),
        pa.field("short", pa.string()),
        pa.field("kin", pa.string()),
    ]
)
"""The block of each entity (all else NULL), and each other block whose names may be short for its own: by an alias that
articles give it, or (`alias` NULL) by its words. `kin` is a name whose blocks are looked at together, once it is known
what each is by itself."""

EVIDENCE_SCHEMA: Final = pa.schema(
    [
        pa.field("number", pa.int64()),
        pa.field("home", pa.string()),
        pa.field("entity_id", pa.string()),
        pa.field("kind", pa.string()),
        pa.field("name", pa.string()),
        pa.field("published_month", pa.string()),
        pa.field("title", pa.string()),
        pa.field("affiliation", pa.string()),
        pa.field("gender_evidence", pa.string()),
        pa.field("external_id", pa.string()),
        pa.field("articles", pa.int64()),
    ]
)
"""How many articles of a month describe an entity in one way; descriptions are of persons alone. `external_id` is what
the article itself leaves little doubt of."""

OFFERS_SCHEMA: Final = pa.schema(
    [
        pa.field("home", pa.string()),
        pa.field("short", pa.string()),
        pa.field("published_month", pa.string()),
        pa.field("articles", pa.int64()),
    ]
)
"""In how many articles of a month a name of block `home` has an alias of block `short`; month NULL: by its words."""

DECISIONS_SCHEMA: Final = pa.schema(
    [
        pa.field("number", pa.int64()),
        pa.field("canonical_id", pa.string()),
        pa.field("rule", pa.string()),
        pa.field("confidence", pa.float64()),
        pa.field("is_default", pa.bool_()),
    ]
)
"""What the entity of each row of evidence is; `is_default`: one row for each entity and month, and rows that agree with
it are left out."""

KNOWN_SCHEMA: Final = pa.schema(
    [
        pa.field("canonical_id", pa.string()),
        pa.field("name", pa.string()),
        pa.field("kind", pa.string()),
        pa.field("external_id", pa.string()),
        pa.field("latitude", pa.float64()),
        pa.field("longitude", pa.float64()),
        pa.field("country", pa.string()),
        pa.field("admin1", pa.string()),
        pa.field("population", pa.int32()),
        pa.field("geonames_id", pa.int32()),
        pa.field("precision", pa.string()),
    ]
)
"""Entities that are known beforehand, and of places where they lie."""

TITLES_SCHEMA: Final = pa.schema([pa.field("title", pa.string())])
"""Titles in lower case that say nothing of an office (*mr.*)."""


class Linker(Protocol):
    """Decides which entities of articles are one. Its answers depend on what it is given alone, not on the order."""

    @property
    def version(self) -> str:
        """Changes whenever the same evidence may be answered otherwise; everything is then decided anew."""

    @property
    def known(self) -> pa.Table:
        """The entities that are known beforehand, as `KNOWN_SCHEMA` has them."""

    @property
    def honorifics(self) -> pa.Table:
        """Titles that say nothing of an office, as `TITLES_SCHEMA` has them."""

    def known_of(self, external_ids: pa.Table) -> pa.Table:
        """The entities that articles name by an id (`external_id`), as `KNOWN_SCHEMA` has them."""

    def blocks(self, names: pa.Table) -> pa.Table:
        """The blocks of entities (`NAMES_SCHEMA`), as `BLOCKS_SCHEMA` has them.

        Decisions on the names of a block depend on the evidence of that block, of those that offer it a short name and
        that these depend on in turn; and on what its kin are by such evidence, not on what their own kin make of them.
        """

    def link(self, evidence: pa.Table, offers: pa.Table) -> pa.Table:
        """Decisions (`DECISIONS_SCHEMA`) on all evidence of some blocks and of those that they depend on."""


@dataclass(frozen=True, slots=True)
class Linking:
    """How a commit links entities.

    Attributes:
        linker_for: makes the linker that honours an alias table (rows of `entity_aliases`).
        aliases: the alias table from now on; None: the stored one holds.
    """

    linker_for: Callable[[pa.Table], Linker]
    aliases: pa.Table | None = None


class SameName:
    """Takes every entity_id for an entity of its own: a store without linking."""

    version = "same_name"
    known = KNOWN_SCHEMA.empty_table()
    honorifics = TITLES_SCHEMA.empty_table()

    def known_of(self, external_ids: pa.Table) -> pa.Table:  # noqa: ARG002  # an id is nothing to it
        """Nothing."""
        return self.known

    def blocks(self, names: pa.Table) -> pa.Table:
        """Each entity as a block."""
        nothing = pa.nulls(names.num_rows, pa.string())
        return pa.Table.from_arrays(
            [names["entity_id"], names["entity_id"], nothing, nothing, nothing], schema=BLOCKS_SCHEMA
        )

    def link(self, evidence: pa.Table, offers: pa.Table) -> pa.Table:  # noqa: ARG002  # nothing is short for another
        """Each entity as itself."""
        seen: dict[tuple[str, str], int] = {}
        for row in evidence.select(["entity_id", "published_month", "number"]).to_pylist():
            seen.setdefault((row["entity_id"], row["published_month"]), row["number"])
        columns = {
            "number": list(seen.values()),
            "canonical_id": [entity_id for entity_id, _ in seen],
            "rule": ["same_name"] * len(seen),
            "confidence": [0.9] * len(seen),
            "is_default": [True] * len(seen),
        }
        return pa.Table.from_pydict(columns, schema=DECISIONS_SCHEMA)


NO_LINKING: Final = Linking(lambda _: SameName())
"""Links nothing."""
