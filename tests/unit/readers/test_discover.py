"""From sources to files: everything found is either read or said to be skipped, and links make no loops."""

import os
from pathlib import Path

import pytest

from flows.readers.discover import discover, sniff
from flows.readers.registry import readers
from schemas.errors import InputError, SettingsError
from tests.unit.readers.reading import write


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A folder with most of what folders hold."""
    root = tmp_path / "news"
    for folder in ("2020", "2021/07", ".git"):
        (root / folder).mkdir(parents=True)
    for name in ("2021/07/b.txt", "2021/07/b.meta.json", "2021/a.jsonl.gz", "2020/c.HTML", ".hidden.txt", ".git/x.txt"):
        write(root / name, "x")
    write(root / "2020" / "photo.jpg", "x")
    return root


def uris(*sources: Path | str, file_format: str | None = None) -> list[str]:
    """The addresses of the files under sources."""
    return [file.uri for file in discover([str(source) for source in sources], file_format=file_format).files]


def test_a_folder_is_read_with_all_below(tree: Path) -> None:
    """Sorted by path; what is not read is listed with the reason."""
    found = discover([str(tree)])
    assert [(file.uri, file.format) for file in found.files] == [
        ("2020/c.HTML", "html"),
        ("2021/07/b.txt", "text"),
        ("2021/a.jsonl.gz", "jsonl"),
    ]
    assert {(skip.uri, skip.reason, skip.expected) for skip in found.skipped} == {
        (".git", "hidden", True),
        (".hidden.txt", "hidden", True),
        ("2020/photo.jpg", "unknown_suffix", False),
        ("2021/07/b.meta.json", "sidecar", True),
    }


def test_a_format_that_is_forced_takes_every_file(tree: Path) -> None:
    """But not hidden files and sidecars."""
    found = discover([str(tree)], file_format="text").files
    assert [file.uri for file in found] == ["2020/c.HTML", "2020/photo.jpg", "2021/07/b.txt", "2021/a.jsonl.gz"]
    assert {file.format for file in found} == {"text"}


def test_addresses_do_not_depend_on_how_a_file_is_named(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder, a glob in it, and the file alone give ids below what was named; never a path of this machine."""
    assert uris(tree / "2021" / "07") == uris(tree / "2021" / "07" / "*.txt") == ["b.txt"]
    assert uris(tree / "2021" / "07" / "b.txt") == ["b.txt"]
    assert uris(f"{tree}/**/*.txt") == uris(f"{tree}/*/07") == ["2021/07/b.txt"]
    monkeypatch.chdir(tree)
    assert uris(".") == uris(tree)
    assert uris("2021/*/*.txt") == ["07/b.txt"]


def test_a_file_named_twice_is_read_once(tree: Path) -> None:
    """Also through a link; the first source names it."""
    (tree / "link.txt").symlink_to(tree / "2021" / "07" / "b.txt")
    assert uris(tree / "2021", tree / "2021" / "07", tree / "link.txt") == ["07/b.txt", "a.jsonl.gz"]


def test_links_are_followed_without_loops(tree: Path, tmp_path: Path) -> None:
    """Links out of the folder are followed once; links to what is read anyway, and to nothing, are listed."""
    outside = tmp_path / "outside"
    outside.mkdir()
    write(outside / "o.txt", "x")
    (outside / "back").symlink_to(tree)
    links = {"loop": tree, "2021/up": tree / "2021", "out": outside, "again": outside, "gone": tmp_path / "gone"}
    links["same.txt"] = tree / "2021" / "07" / "b.txt"
    for name, target in links.items():
        (tree / name).symlink_to(target)
    found = discover([str(tree)])
    assert [file.uri for file in found.files] == ["2020/c.HTML", "2021/07/b.txt", "2021/a.jsonl.gz", "again/o.txt"]
    reasons = {skip.uri: skip.reason for skip in found.skipped if not skip.expected}
    assert reasons == {
        "2020/photo.jpg": "unknown_suffix",
        "2021/up": "already_found",
        "again/back": "already_found",
        "gone": "broken_link",
        "loop": "already_found",
        "out": "already_found",
        "same.txt": "already_found",
    }


def test_pipes_are_not_read(tree: Path) -> None:
    """Opening one would wait for ever."""
    os.mkfifo(tree / "pipe.txt")
    assert ("pipe.txt", "special") in {(skip.uri, skip.reason) for skip in discover([str(tree)]).skipped}
    with pytest.raises(InputError, match="neither file nor folder"):
        discover([str(tree / "pipe.txt")])


def test_a_name_that_is_not_utf8_can_be_stored(tree: Path) -> None:
    """Its address has replacement characters; the path stays what it is."""
    path = os.fsencode(tree / "2020") + b"/caf\xe9.txt"
    with open(path, "wb") as file:  # noqa: PTH123  # Path would have to guess the encoding
        file.write(b"x")
    found = next(file for file in discover([str(tree)]).files if "caf" in file.uri)
    assert found.uri == "2020/caf\ufffd.txt"
    assert Path(found.path).read_bytes() == b"x"


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("nowhere", "no such file"),
        ("2020/photo.jpg", "first bytes tell what it is"),
        ("empty", "nothing to read"),
        ("2020/*.txt", "nothing to read"),
        ("-", "not spooled"),
    ],
)
def test_a_source_with_nothing_to_read_is_an_error(tree: Path, source: str, message: str) -> None:
    """Nobody should take it for a success; the message names the source."""
    (tree / "empty").mkdir()
    named = source if source == "-" else str(tree / source)
    with pytest.raises(InputError, match=message) as caught:
        discover([named])
    assert named in str(caught.value)


def test_an_unknown_format_is_an_error(tree: Path) -> None:
    """The message lists those there are."""
    with pytest.raises(SettingsError, match=", ".join(readers())):
        discover([str(tree)], file_format="pptx")


@pytest.mark.parametrize("suffix", ["", ".gz"])
@pytest.mark.parametrize(
    ("data", "name"),
    [('{"text": "a"}\n', "jsonl"), ('\ufeff\n {"text": 1}', "jsonl"), ("A {brace}", "text"), ("", "text")],
)
def test_standard_input_is_told_by_its_first_character(tmp_path: Path, data: str, name: str, suffix: str) -> None:
    """It has no name; compressed input is recognised as such."""
    spool = write(tmp_path / f"spool{suffix}", data).rename(tmp_path / "spool.bin")
    assert sniff(spool) == name
    (file,) = discover(["-"], stdin=spool).files
    assert (file.uri, file.format, file.path) == ("-", name, str(spool))


def test_each_format_has_its_own_suffixes() -> None:
    """Formats are found by looking into the package; those that share `.xml` have none of their own."""
    suffixes = [suffix for reader in readers().values() for suffix in reader.suffixes]
    assert len(suffixes) == len(set(suffixes))
    assert {"csv", "docx", "eml", "feed", "html", "json", "jsonl", "markdown", "mbox", "mediawiki", "mhtml", "newsml",
            "newsml1", "nitf", "parquet", "pdf", "sheet", "tar", "text", "warc", "zip"} == set(readers())  # fmt: skip
