"""A report over many articles: time, memory, and how large the site and its largest page become."""

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.bench.measure import ONRECORD, measure
from tests.bench.talk import write_talk

ARTICLES = 10_000


def main(count: int = ARTICLES) -> None:
    """Load made-up articles in which people speak and give figures; print what a report over them takes."""
    with tempfile.TemporaryDirectory(prefix="onrecord-bench-") as name:
        folder = Path(name)
        source = folder / "talk.jsonl"
        write_talk(source, count)
        store = ("--warehouse", str(folder / "store"))
        measure([*ONRECORD, "run", str(source), *store, "--annotator", "simple", "--quiet"])
        for articles in ("none", "cited"):
            _report(folder / f"site-{articles}", (*store, "--articles", articles))


def _report(site: Path, options: Sequence[str]) -> None:
    measured = measure([*ONRECORD, "report", "--out", str(site), *options])
    sizes = {path: path.stat().st_size for path in site.rglob("*") if path.is_file()}
    largest = max(sizes, key=lambda path: sizes[path])
    pages = sum(path.suffix == ".html" for path in sizes)
    took = f"{measured.seconds:.1f} s, peak PSS {measured.pss_bytes / 1e6:.0f} MB"
    site_size = f"{pages:,} pages, {sum(sizes.values()) / 1e6:.1f} MB"
    largest_page = f"the largest {largest.relative_to(site)} with {sizes[largest] / 1e6:.2f} MB"
    print(f"{' '.join(options[2:])}: {took}; {site_size}, {largest_page}", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
