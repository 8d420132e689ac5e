"""A web archive of generated pages: pages a CPU second, memory at each quarter, what of it was lost.

`python -m tests.bench.bench_warc 20000` reads more than `make bench` does.
"""

import gzip
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from flows.readers.base import ReadOptions, Slice
from flows.readers.registry import read_slice

PAGES = 1_000
_EVERY = 500
"""Of so many records one is cut off."""
_WORDS = ("harbour", "council", "mayor", "budget", "river", "school", "bridge", "police", "court", "storm", "train")
_MENU = "".join(f"<a href=/{number}>Menu {number}</a>" for number in range(30))
_PAGE = (
    "<html><head><title>Story {n} | Site</title><meta property='og:title' content='Story {n} of the day'>"
    "<script>{script}</script></head><body><nav>{menu}</nav><article><h1>Story {n} of the day</h1>{text}</article>"
    "<footer>About us</footer></body></html>"
)


def main(pages: int = PAGES) -> None:
    """Write an archive, read it, print what came of it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pages.warc.gz"
        broken = _write(path, pages)
        began, read, named, peaks = time.process_time(), 0, 0, []
        for count, record in enumerate(read_slice(Slice(path.name, str(path), "warc"), ReadOptions()), 1):
            read += record.raw is not None
            named += record.error is not None
            if count % max(1, pages // 4) == 0:
                peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
        seconds = time.process_time() - began
    memory = ", ".join(map(str, peaks))
    print(f"{pages:,} pages: {read:,} read, {named} named as broken of {broken} that are")
    print(f"{read / seconds:.1f} pages a CPU second; peak memory at each quarter {memory} MB")


def _write(path: Path, pages: int) -> int:
    """Write so many pages, a gzip member each; return how many of them are cut off."""
    broken = 0
    with path.open("wb") as file:
        for number, record in enumerate(_records(pages)):
            member = gzip.compress(record, 1)
            cut = number % _EVERY == _EVERY // 2
            file.write(member[: len(member) // 2] if cut else member)
            broken += cut
    return broken


def _records(pages: int) -> Iterator[bytes]:
    chance = random.Random(7)  # noqa: S311  # no secret: the same pages each time
    for number in range(pages):
        text = "".join(_paragraph(chance) for _ in range(12))
        page = _PAGE.format(n=number, script="x=1;" * 200, menu=_MENU, text=text)
        block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page.encode()
        head = f"WARC-Type: response\r\nWARC-Target-URI: https://s.example/{number}\r\nContent-Length: {len(block)}"
        yield f"WARC/1.0\r\n{head}\r\n\r\n".encode() + block + b"\r\n\r\n"


def _paragraph(chance: random.Random) -> str:
    return f"<p>{' '.join(' '.join(chance.choices(_WORDS, k=11)).capitalize() + '.' for _ in range(3))}</p>"


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PAGES)
