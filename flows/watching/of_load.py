"""A load's watch list: looked through before the snapshot is published, told of behind it; neither ever ends a load."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Self

import duckdb

from schemas.ledger import Alert, Load
from warehouse.store.read import connect
from warehouse.store.store import Store

if TYPE_CHECKING:
    from flows.watching.rules import WatchList


@dataclass(frozen=True, slots=True)
class Alerts:
    """What a load has to say of its watch list: alerts by rule, and what went wrong."""

    counts: dict[str, int] = field(default_factory=dict)
    troubles: Sequence[str] = ()


@dataclass(slots=True)
class Watching:
    """The watch list of a load; without one there is nothing to look for."""

    watched: "WatchList | None" = None
    trouble: str | None = None

    @classmethod
    def of(cls, path: Path | None) -> Self:
        """Read the watch list.

        Raises:
            InputError: it can't be read.
            SettingsError: it makes no sense; the message names file and line.
        """
        if path is None:
            return cls()
        from flows.watching.rules import read_rules  # noqa: PLC0415  # YAML and HTTP are for those who watch

        return cls(read_rules(path))

    @property
    def look(self) -> Callable[[duckdb.DuckDBPyConnection, Load], Sequence[Alert]] | None:
        """What looks at the tables of a snapshot; None where nobody watches."""
        return self._look if self.watched else None

    def _look(self, con: duckdb.DuckDBPyConnection, load: Load) -> Sequence[Alert]:
        assert self.watched is not None
        from flows.watching.found import alerts_of  # noqa: PLC0415  # as above

        try:
            return alerts_of(con, self.watched, load.load_id)
        except (duckdb.Error, MemoryError) as error:
            self.trouble = f"alerts: could not be looked for ({type(error).__name__}); try `onrecord watch` later"
            return ()

    def tell(self, store: Store, load_id: str) -> Alerts:
        """Tell of what was found, and of what an earlier load could not tell."""
        if self.watched is None or store.current() is None:
            return Alerts()
        from flows.watching.tell import tell  # noqa: PLC0415  # as above

        with connect(store) as con:
            told = tell(con, store.ledger, self.watched, load_id)
        return Alerts(told.counts, [*([self.trouble] if self.trouble else []), *told.troubles])
