"""SQL that lies in files: one statement each, and what the comment at its head says."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_HERE = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class SqlFile:
    """A statement in a file.

    Attributes:
        name: name of the file without `.sql`.
        head: lines of the comment at its head, without the dashes.
        text: the whole file.
    """

    name: str
    head: tuple[str, ...]
    text: str

    @property
    def statement(self) -> str:
        """The file without the comment at its head."""
        return "\n".join(self.text.splitlines()[len(self.head) :])


def read_sql(folder: str, name: str) -> SqlFile:
    """The statement `warehouse/<folder>/<name>.sql`."""
    return _read(_HERE / folder / f"{name}.sql")


def all_sql(folder: str) -> Iterator[SqlFile]:
    """All statements in `warehouse/<folder>`, by name."""
    for path in sorted((_HERE / folder).glob("*.sql")):
        yield _read(path)


def _read(path: Path) -> SqlFile:
    text = path.read_text(encoding="utf-8")
    return SqlFile(path.stem, tuple(_head(text)), text)


def _head(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if not line.startswith("--"):
            return
        yield line.removeprefix("--").strip()
