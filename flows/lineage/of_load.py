"""A load's events: when it begins, when it ends, and how; what goes wrong there never ends a load."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from flows.settings import LoadSettings
from schemas.errors import SettingsError
from schemas.ledger import Load
from warehouse.disk.manifest import Manifest
from warehouse.store.store import Store

if TYPE_CHECKING:
    from flows.lineage.events import Wording
    from flows.lineage.facts import Checked
    from flows.lineage.target import Target


@dataclass(slots=True)
class Lineage:
    """Tells of one load; without a target it tells nothing and imports nothing."""

    target: "Target | None" = None
    wording: "Wording | None" = None
    trouble: str | None = None

    @classmethod
    def of(cls, settings: LoadSettings) -> Self:
        """The lineage of a load with these settings.

        Raises:
            SettingsError: the target makes no sense, or openlineage-python is not installed.
        """
        if settings.openlineage is None:
            return cls()
        from flows.lineage.target import target_for  # noqa: PLC0415  # HTTP is for those who ask for events

        _need_library()
        return cls(target_for(settings.openlineage))

    def begin(self, load: Load, settings: LoadSettings, store: Path, size: int) -> None:
        """Tell that a load begins that reads `size` bytes."""
        self._tell(lambda: self._begun(load, settings, store, size))

    def end(self, load: Load, manifest: Manifest) -> str | None:
        """Tell that a load ended well, and what its checks said; return what could not be told."""
        self._tell(lambda: self._ended(load, manifest))
        return self._closed()

    def give_up(self, load: Load, store: Store, message: str, *, stopped: bool) -> None:
        """Tell that a load was given up, or stopped from outside, and what its checks said if they ran."""
        self._tell(lambda: self._given_up(load, store, message, stopped=stopped))
        self._closed()

    def _tell(self, events: "Callable[[], Iterable[str]]") -> None:
        """Send events; whatever goes wrong with them is the events' trouble, not the load's."""
        if self.target is None:
            return
        try:
            for event in events():
                self.target.send(event)
        except Exception as error:  # noqa: BLE001  # no event is worth a load
            self.trouble = f"an event could not be made ({type(error).__name__})"

    def _closed(self) -> str | None:
        told = self.target.close() if self.target else None
        return self.trouble or told

    def _begun(self, load: Load, settings: LoadSettings, store: Path, size: int) -> "Iterable[str]":
        from flows.lineage.events import Wording  # noqa: PLC0415  # as above
        from flows.lineage.facts import inputs_of  # noqa: PLC0415  # as above

        inputs = inputs_of(load.flow, settings, store)
        self.wording = Wording(settings.openlineage_namespace, load, settings.source_id, store, inputs, size)
        return [self.wording.start()]

    def _ended(self, load: Load, manifest: Manifest) -> "Iterable[str]":
        from flows.lineage.facts import Checked, written_by  # noqa: PLC0415  # as above

        assert self.wording is not None
        yield self.wording.complete(load, manifest, list(written_by(manifest, load.load_id)))
        if manifest.load_id == load.load_id:  # else nothing changed, and nothing was checked
            told = [Checked(name, one.severity, one.failing_rows) for name, one in sorted(manifest.checks.items())]
            yield from self.wording.checks(told)

    def _given_up(self, load: Load, store: Store, message: str, *, stopped: bool) -> "Iterable[str]":
        assert self.wording is not None
        yield self.wording.fail(load, message, stopped=stopped)
        if told := _checked(load, store):
            yield from self.wording.checks(told)


def _checked(load: Load, store: Store) -> "Sequence[Checked]":
    """What the checks of this attempt at a load said, from the ledger."""
    from flows.lineage.facts import Checked  # noqa: PLC0415  # as above

    rows = store.ledger.tables("check_results")["check_results"].to_pylist()
    own = (row for row in rows if row["load_id"] == load.load_id and row["checked_at"] >= load.started_at)
    return [Checked(row["check_name"], row["severity"], row["failing_rows"]) for row in own]


def _need_library() -> None:
    try:
        import openlineage.client.event_v2  # noqa: F401, PLC0415  # an extra
    except ImportError:
        raise SettingsError(
            "openlineage: openlineage-python is not installed; install the extra `openlineage`"
        ) from None
