"""Each reader under broken files of its own kind: articles or reasons come out, never an exception.

`make fuzz` runs this with fresh examples; `python -m tests.property.test_fuzz_readers MINUTES` runs it alone, and
counts. The seeds are small files of every feature of a format; what is fuzzed are cuts, copies, splices and changed
bytes of them.
"""

import gzip
import io
import json
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.load.rejects import reject_row
from flows.readers.base import ReadOptions, Slice
from flows.readers.registry import read_slice
from flows.validate.article import ValidationSettings
from flows.validate.record import article_of
from schemas.errors import RecordError
from tests.property import reader_seeds

OPTIONS = ReadOptions(max_record_bytes=20_000, gzip_ratio_from=200_000)
SETTINGS = ValidationSettings()
_TEXTS = ("One.", 'Two, "quoted"\nand more', "три — 3 €", "x" * 300, "", "🙂\u200b\x00")
_TOKENS: dict[str, Sequence[bytes]] = {
    "csv": (b'"', b'""', b",", b";", b"\t", b"\n", b"\r\n", b'x","y\n', b'"\n"', b"\xff", b"\0", b"text"),
    "jsonl": (b"{", b"}", b"[", b"]", b'"', b"\\u", b"\\ud800", b":", b",", b"\n", b"NaN", b"1e999", b"\xff", b"null"),
    "json": (b"{", b"}", b"[", b"]", b'"', b"\\ud800", b":", b",", b"\n", b"NaN", b"9" * 400, b"\xfe\xff", b"[" * 50),
    "text": (b"---\n", b"---", b": ", b"- ", b"{", b"}", b"&a", b"*a", b"!!python/x", b"\xff\xfe", b"\0", b"\r", b"id"),
    "html": (b"<", b">", b"</p>", b"<script>", b"<!--", b"-->", b"<![CDATA[", b"&#x110000;", b"&", b' a="', b"<table>",
             b"<svg>", b"<template>", b'<meta charset="undefined">', b"<p>", b'content="0001-01-01"', b"]]>", b"\xff"),
    "parquet": (b"PAR1", b"\0\0\0\0", b"\xff\xff\xff\xff", b"\x80", b"\x15\x00", b"\x7f\xff\xff\xff", b"UTC", b"\x00"),
    **reader_seeds.TOKENS,
}  # fmt: skip


def _parquet(**options: str | bool | int) -> bytes:
    rows = list(_TEXTS[:3])
    columns = {
        "text": rows,
        "id": pa.array([1, None, 3]),
        "byline": pa.array([["Ann"], None, []], pa.list_(pa.string())),
        "published_at": pa.array([0, 10**15, None], pa.timestamp("us", "Europe/London")),
        "publisher": pa.array(["P", "P", None]).dictionary_encode(),
    }
    sink = io.BytesIO()
    pq.write_table(pa.table(columns), sink, **options)
    return sink.getvalue()


_META = {"headline": "H", "published_at": "2021-02-03T04:05:06Z", "byline": ["Ann", "Bo"], "url": "https://a.example/x"}
_LD = json.dumps({"@context": "https://schema.org", "@type": "NewsArticle", "datePublished": "0001-01-01", **_META})
_PROSE = "".join(
    f"<p>A sentence of some length about the weather in the north, number {number}.</p>" for number in range(9)
)
SEEDS: dict[str, Sequence[bytes]] = {
    "csv": (
        'id,text\n1,"One."\n2,"a ""b""\nand more"\n3,три\n4,\n'.encode(),
        "id;text;headline\r\n1;Größe;é\r\n2;x;\r\n".encode("cp1252"),
        b"\xef\xbb\xbftext\tid\nx\t1\n",
    ),
    "jsonl": (
        "".join(json.dumps({"id": at, "text": text, **_META}) + "\n" for at, text in enumerate(_TEXTS)).encode(),
        b'\xef\xbb\xbf{"text": "a", "text": "b", "id": 1.0}\n\n{"text": "\\ud800"}\n[1]\n3\n',
    ),
    "json": (
        json.dumps([{"id": at, "text": text} for at, text in enumerate(_TEXTS)], indent=1).encode(),
        json.dumps({"articles": [{"text": "a"}, 3, None], "n": 10**30}).encode(),
        b'{"text": "a"}\n{"text": "b"}',
    ),
    "text": (
        b"---\nheadline: H\npublished_at: 2021\nbyline: [Ann, Bo]\n---\n" + "\n".join(_TEXTS).encode(),
        b'---\n{"headline": "H", "id": 3}\n---\nText.',
        "Größe".encode("cp1252") * 20,
        "A text in sixteen bits.".encode("utf-16"),
    ),
    "html": (
        f"<html lang=en><head><title>T | S</title><script type=application/ld+json>{_LD}</script>"
        f"<meta property='og:title' content='T'></head><body><article><h1>T</h1>{_PROSE}</article></body>".encode(),
        f"<?xml version='1.0'?><body><time datetime='now'>x</time><table><tr><td>{_PROSE}</table>".encode(),
        b"<p>" + b"<div><span><b>" * 40 + _PROSE.encode(),
    ),
    "parquet": (
        _parquet(),
        _parquet(compression="none", use_dictionary=False, row_group_size=1),
        _parquet(compression="gzip", version="1.0", store_schema=False),
    ),
}
for _name, _files in reader_seeds.SEEDS.items():
    SEEDS[_name] = (*SEEDS.get(_name, ()), *_files)  # fmt: skip


class BrokenPromiseError(Exception):
    """A record ended in no way that a reader knows of."""


def broken_file(name: str, chance: random.Random) -> bytes:
    """A file of a format, changed; of what packs files, half of the time one of these is, and packed soundly."""
    data = chance.choice(SEEDS[name])
    if chance.random() < 0.5:  # half
        packed = reader_seeds.inside(name, data, chance, lambda part: mutated(part, _TOKENS[name], chance))
        if packed is not None:
            return packed
    return mutated(data, _TOKENS[name], chance)


def mutated(data: bytes, tokens: Sequence[bytes], chance: random.Random) -> bytes:
    """Bytes with one to eight changes: a byte, a token, a cut, a copy, a run, an end."""
    for _ in range(chance.randint(1, 8)):
        at, length = chance.randint(0, len(data)), chance.choice((1, 1, 2, 4, 16, 100))
        match chance.randint(0, 6):
            case 0:
                data = data[:at] + bytes((chance.randint(0, 255),)) + data[at + 1 :]
            case 1 | 2:
                data = data[:at] + chance.choice(tokens) * chance.choice((1, 1, 1, 3, 60)) + data[at:]
            case 3:
                data = data[:at] + data[at + length :]
            case 4:
                piece = data[at : at + length]
                back = chance.randint(0, len(data))
                data = data[:back] + piece + data[back:]
            case 5:
                data = data[:at] + chance.choice(tokens) + data[at + length :]
            case _:
                data = data[:at] if chance.random() < 0.2 else data
    return data


def check(path: Path, name: str, data: bytes) -> Iterator[str]:
    """Read bytes as a load does, and yield what became of each record; raises where a promise is broken."""
    path.write_bytes(data)
    part = Slice("file", str(path), name, size=len(data))
    last: dict[str | None, int] = {}
    for record in read_slice(part, OPTIONS):
        assert record.index > last.get(record.uri, -1)
        last[record.uri] = record.index
        try:
            article_of(record, part, SETTINGS)
            yield "article"
        except RecordError as error:
            row = reject_row(record, part, error, load_id="l", source_id="s")
            if error.code == "unforeseen" or not row.error_message.isprintable():
                raise BrokenPromiseError(f"{name}: {error}") from error
            yield error.code


@st.composite
def broken(draw: st.DrawFn) -> tuple[str, bytes]:
    """A file of a format, changed; compressed now and then."""
    name = draw(st.sampled_from(sorted(SEEDS)))
    chance = draw(st.randoms(use_true_random=False))
    data = broken_file(name, chance)
    return name, gzip.compress(data, mtime=0) if draw(st.integers(0, 9)) == 0 else data


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(broken())
def test_broken_files(tmp_path_factory: pytest.TempPathFactory, file: tuple[str, bytes]) -> None:
    """Every record ends as an article or as a reject with a reason of ours, however its file is broken."""
    name, data = file
    list(check(tmp_path_factory.getbasetemp() / "fuzzed", name, data))


@pytest.mark.parametrize("name", SEEDS)
def test_seeds_are_read(name: str, tmp_path: Path) -> None:
    """A seed that nothing is read from would fuzz nothing."""
    assert all("article" in set(check(tmp_path / "seed", name, data)) for data in SEEDS[name])


@pytest.mark.parametrize(("name", "data"), reader_seeds.FOUND)
def test_what_fuzzing_found(name: str, data: bytes, tmp_path: Path) -> None:
    """Files that broke a reader once."""
    assert list(check(tmp_path / "found", name, data))


def main(minutes: float, seed: int) -> None:
    """Fuzz all readers in turn for so long, and print how often, what became of it, and the slowest file."""
    chance, told, slowest = random.Random(seed), Counter[str](), (0.0, "")  # noqa: S311  # no secret
    runs, failures, end = Counter[str](), 0, time.monotonic() + minutes * 60
    with tempfile.TemporaryDirectory() as folder:
        while time.monotonic() < end:
            name = chance.choice(sorted(SEEDS))
            data = broken_file(name, chance)
            start = time.process_time()
            try:
                told.update(f"{name} {code}" for code in check(Path(folder) / "file", name, data))
            except Exception as failure:  # noqa: BLE001  # each is told, and fuzzing goes on
                failures += 1
                kept = Path(f"fuzz-{seed}-{failures}.{name}")
                kept.write_bytes(data)
                print(f"FAILED {kept}: {type(failure).__name__}: {str(failure)[:300]}", flush=True)  # noqa: T201
            runs[name] += 1
            slowest = max(slowest, (time.process_time() - start, f"{name}, {len(data)} bytes"))
    print(f"seed {seed}: {runs.total():,} executions {dict(runs)}, {failures} failures")  # noqa: T201
    print(f"slowest {slowest[0]:.2f} s CPU ({slowest[1]}); {dict(told.most_common())}")  # noqa: T201


if __name__ == "__main__":
    main(float(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else time.time_ns() % 1_000_000)
