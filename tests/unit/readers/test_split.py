"""Slices are the file, cut behind newlines, with its hash and the index of each one's first record."""

from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.readers.base import InputFile
from flows.readers.discover import discover
from flows.readers.split import split
from tests.unit.readers.reading import write


@given(lines=st.lists(st.integers(0, 60), max_size=80), target=st.integers(1, 300), last_newline=st.booleans())
def test_slices_are_the_file(
    tmp_path_factory: pytest.TempPathFactory, lines: list[int], target: int, last_newline: bool
) -> None:
    """Each begins where the last one stopped, at a newline, with the right index, and is of the size asked for."""
    data = b"\n".join(b"x" * size for size in lines) + b"\n" * last_newline
    path = tmp_path_factory.mktemp("split") / "a.jsonl"
    path.write_bytes(data)
    found = split(InputFile("a.jsonl", str(path), "jsonl", len(data)), target)
    assert found.sha256 == sha256(data).hexdigest()
    pieces = [data[part.start : part.stop] for part in found.slices]
    assert b"".join(pieces) == data
    assert all(piece.endswith(b"\n") for piece in pieces[:-1])
    assert all(target <= len(piece) <= target + 60 for piece in pieces[:-1])
    assert [part.first_record for part in found.slices] == [data[: part.start].count(b"\n") for part in found.slices]
    assert sum(part.size for part in found.slices) == len(data)
    assert found.slices[0].whole == (len(found.slices) == 1)


def test_lines_across_the_pieces_of_a_pass_are_not_cut(tmp_path: Path) -> None:
    """Files are read a mebibyte at a time; lines longer than that stay whole."""
    path = write(tmp_path / "a.jsonl", b"\n".join(b"x" * size for size in (3_000_000, 10, 1_048_575, 5)))
    (file,) = discover([str(path)]).files
    assert [(part.start, part.first_record) for part in split(file, 1000).slices] == [
        (0, 0),
        (3_000_001, 1),
        (4_048_588, 3),
    ]


def test_a_sidecar_is_part_of_the_hash(tmp_path: Path) -> None:
    """Other metadata make another article, so the input is another one."""
    (file,) = discover([str(write(tmp_path / "a.txt", "text"))]).files
    assert split(file).sha256 == sha256(b"text").hexdigest()
    write(tmp_path / "a.meta.json", "{}")
    assert split(file).sha256 == sha256(b"text{}").hexdigest()


@pytest.mark.parametrize("name", ["a.txt", "a.csv", "a.html", "a.parquet", "a.jsonl.gz"])
def test_other_files_are_one_slice(tmp_path: Path, name: str) -> None:
    """Whether compressed, or of a format whose records span lines."""
    (file,) = discover([str(write(tmp_path / name, "line\n" * 100))]).files
    (part,) = split(file, 10).slices
    assert (part.start, part.stop, part.whole, part.uri) == (0, None, True, name)
    assert part.size == file.size
    assert split(file).sha256 == sha256(Path(file.path).read_bytes()).hexdigest()
