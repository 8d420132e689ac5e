"""Every article and every revision says whence it came, whatever holds it."""

import zipfile
from hashlib import sha256
from pathlib import Path

from tests.flows.loading import CALM, counts, load, onrecord, rows, write_jsonl
from tests.unit.readers.formats.test_warc import response


def test_articles_and_revisions_tell_their_file(tmp_path: Path) -> None:
    """A line of JSON, a file in a zip, a page in a web archive; a revision names the file that brought it."""
    lines = write_jsonl(tmp_path / "a.jsonl", [{"id": "1", "text": CALM}, {"id": "2", "text": f"{CALM} Two."}])
    packed = tmp_path / "b.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("in/c.txt", f"{CALM} Three.")
        archive.writestr("bad.jsonl", "{\n")
    crawl = tmp_path / "c.warc"
    crawl.write_bytes(response(1))
    store = tmp_path / "store"
    summary = load(store, lines, packed, crawl, annotator="none")
    assert counts(summary) == (4, 0, 0, 1)
    digests = {path.name: sha256(path.read_bytes()).hexdigest() for path in (lines, packed, crawl)}
    query = "SELECT input_uri, input_sha256, record_index, reader FROM articles ORDER BY input_uri, record_index"
    found = rows(store, query)
    assert found == [
        ("a.jsonl", digests["a.jsonl"], 0, "jsonl"),
        ("a.jsonl", digests["a.jsonl"], 1, "jsonl"),
        ("b.zip/in/c.txt", digests["b.zip"], 0, "text"),
        ("c.warc", digests["c.warc"], 0, "warc"),
    ]
    assert rows(store, "SELECT DISTINCT input_uri, format FROM rejects") == [("b.zip/bad.jsonl", "json")]
    shown = onrecord("show", "1", "--warehouse", str(store), "--plain")
    assert f"from a.jsonl, record 0, read as jsonl, SHA-256 {digests['a.jsonl'][:12]}…" in shown.stdout
    assert "field" not in shown.stdout
    page = onrecord("show", "1", "--warehouse", str(store), "-o", "-")
    assert "From <bdi>a.jsonl, record 0" in page.stdout
    newer = write_jsonl(tmp_path / "d.jsonl", [{"id": "2", "text": f"{CALM} Two, mended."}])
    load(store, newer, annotator="none")
    told = rows(store, "SELECT revision, input_uri FROM article_revisions WHERE body LIKE '%Two%' ORDER BY revision")
    assert told == [(1, "a.jsonl"), (2, "d.jsonl")]
    assert rows(store, "SELECT input_uri FROM articles WHERE body LIKE '%Two%'") == [("d.jsonl",)]
