"""Erasure reaches the pages that fetching keeps: no file beside the store holds a word of what was erased."""

import gzip
import json
import shutil
from pathlib import Path

import pytest

from flows.fetched import State, erase_pages
from flows.load.erasure import gone_of, sources_of
from flows.readers.archives import records_of
from flows.readers.base import ReadOptions, Slice
from flows.readers.registry import read_slice
from tests.flows.loading import load, rows, write_jsonl
from tests.unit.readers.formats.test_warc import record, response
from warehouse.store.store import Store

HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
NAME = "Quorvane Tellbury"
STORY = (
    f"{NAME} was seen at the harbour of Nimbrook on a wet morning, three people said.",
    "Neither the mayor nor the coast guard wanted to say what was found on board of the ship that day.",
)
TWIN = "Two outlets print this line about a regatta in the bay, which eleven boats of four clubs took part in."


def _page(*paragraphs: str, head: str = "") -> bytes:
    told = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return HTTP + f"<html><head><title>Seen</title>{head}</head><body><h1>T</h1>{told}</body></html>".encode()


def _warc(path: Path, *records: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(map(gzip.compress, records)))
    return path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of three fetched pages, one of which is in other archives of the folder too; and what it remembers."""
    made = tmp_path_factory.mktemp("made")
    folder = made / "store-fetched"
    story = {"WARC-Target-URI": "https://news.example/harbour?utm_source=feed"}
    first = _warc(folder / "20260525T000000Z.warc.gz", record(_page(*STORY), **story), response(2), response(3))
    twins = [
        record(_page("Twins.", TWIN, url), **{"WARC-Target-URI": url})
        for url in ("https://news.example/twin", "https://other.example/twin")
    ]
    second = _warc(folder / "20260524T000000Z.warc.gz", *twins)
    mine = write_jsonl(made / "a.jsonl", [{"id": "mine", "text": "What the user wrote, and nobody fetched."}])
    load(made / "store", first, second, mine, annotator="none")
    link = '<link rel="canonical" href="https://news.example/harbour">'
    _warc(
        folder / "20260526T000000Z.warc.gz",
        response(4),
        record(_page(f"{NAME} was not seen.", head=link), **{"WARC-Target-URI": "https://news.example/amp/1"}),
        record(_page("Wet.", *STORY), **{"WARC-Target-URI": "https://other.example/copy"}),
    )
    _warc(folder / "20260527T000000Z.warc.gz", response(5))
    (folder / ".20260528T000000Z.part").write_bytes(gzip.compress(record(_page(*STORY), **story))[:-20])
    pages = {"https://news.example/harbour", "https://news.example/2", "https://other.example/copy"}
    State(pages=pages).save(folder)
    return made


@pytest.fixture
def fetched(made: Path, tmp_path: Path) -> Path:
    """The folder of fetched pages beside a store of its own."""
    shutil.copytree(made, tmp_path / "made", symlinks=True)
    return tmp_path / "made" / "store-fetched"


def _holding(folder: Path) -> list[str]:
    data = {path.name: path.read_bytes() for path in folder.iterdir()}
    texts = {name: gzip.decompress(held) if name.endswith(".warc.gz") else held for name, held in data.items()}
    return [name for name, text in texts.items() if NAME.encode() in text]


def _erase(folder: Path) -> int:
    store = folder.parent / "store"
    ((article,),) = rows(store, "SELECT article_id FROM articles WHERE body LIKE 'Quorvane%'")
    return erase_pages(folder, gone_of(Store.open(store), [str(article)]))


def test_no_archive_holds_the_page(fetched: Path) -> None:
    """By its place, its address, the address that it calls its own, its words; also of a run that was killed."""
    assert _erase(fetched) == 4
    assert _holding(fetched) == []
    assert sorted(path.name for path in fetched.iterdir()) == [
        *(f"202605{day}T000000Z.warc.gz" for day in (24, 25, 26, 27, 28)),
        "fetched.json",
    ]
    assert _erase(fetched) == 0


def test_the_other_pages_stay_where_they_are(fetched: Path) -> None:
    """Their places in the archive, their bytes, and archives that held nothing of it."""
    untouched = (fetched / "20260527T000000Z.warc.gz").read_bytes()
    _erase(fetched)
    path = fetched / "20260525T000000Z.warc.gz"
    found = list(read_slice(Slice(path.name, str(path), "warc"), ReadOptions()))
    assert [(one.index, one.raw and one.raw.url) for one in found] == [
        (1, "https://news.example/2"),
        (2, "https://news.example/3"),
    ]
    with path.open("rb") as file:
        kinds = [one.headers["warc-type"] for one in records_of(file, ReadOptions())]
    assert kinds == ["metadata", "response", "response"]
    assert found[0].payload.data == response(2)[:-4]
    assert (fetched / "20260527T000000Z.warc.gz").read_bytes() == untouched


def test_its_addresses_are_not_fetched_again(fetched: Path) -> None:
    """However they are written; what is kept of them does not tell them."""
    _erase(fetched)
    state = State.read(fetched)
    assert state.pages == {"https://news.example/2"}
    for url in (
        "https://news.example/harbour",
        "https://news.example/harbour?utm_source=x",
        "https://other.example/copy",
    ):
        assert state.is_erased(url)
    assert not state.is_erased("https://news.example/2")
    assert "harbour" not in json.dumps(json.loads((fetched / "fetched.json").read_text()))


def test_the_page_of_an_article_that_stays_is_kept(fetched: Path) -> None:
    """Another article of the same words is another article, until it is erased as well."""
    store = fetched.parent / "store"
    query = "SELECT article_id FROM articles WHERE url LIKE 'https://%.example/twin'"
    (one,), (other,) = rows(store, query)
    assert erase_pages(fetched, gone_of(Store.open(store), [str(one)])) == 1
    assert erase_pages(fetched, gone_of(Store.open(store), [str(one), str(other)])) == 1


def test_files_of_others_are_named(fetched: Path) -> None:
    """What onrecord did not write it does not change, but tells; without a folder of fetched pages none is made."""
    store = Store.open(fetched.parent / "store")
    ((article,),) = rows(store.root, "SELECT article_id FROM articles WHERE external_id = 'mine'")
    assert sources_of(store, [str(article)]) == ["a.jsonl"]
    assert erase_pages(fetched.parent / "none", gone_of(store, [str(article)])) == 0
    assert not (fetched.parent / "none").exists()
