"""Small files of every format that has a standard of its own, and the words that its files break at."""

import gzip
import io
import json
import random
import tarfile
import zipfile
from collections.abc import Callable, Mapping, Sequence

from tests.unit.readers.formats import test_agencies as agencies
from tests.unit.readers.formats import test_feeds as feeds
from tests.unit.readers.formats import test_office as office
from tests.unit.readers.formats import test_warc as warc

_ROWS: list[list[object]] = [["Titel", "Datum", "Article text"], ["One", "2026-05-25", "The harbour opened."]]
_CELLS = [["Titel", "Article text"], ["One", "The harbour opened."]]
_LETTER = office.MAIL if isinstance(office.MAIL, bytes) else office.MAIL.encode()


def _tarred(files: Mapping[str, bytes]) -> bytes:
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode="w") as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return sink.getvalue()


def _zipped(files: Mapping[str, bytes]) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return sink.getvalue()


_FILES = {
    "in/a.txt": b"The harbour opened.",
    "in/a.json": b'{"headline": "H"}',
    "b.jsonl": b'{"text": "a"}\n{"text": 3}\n',
    "c.warc.gz": gzip.compress(warc.response(1), mtime=0),
    "d.html": warc.PAGE.encode(),
    "e.rss": feeds.RSS.encode(),
}
_PAGES = [*warc.OTHERS, warc.response(1), warc.response(2)]
_SAVED = (
    b"From: <Saved by Blink>\nSnapshot-Content-Location: https://rosten.example/m\nMIME-Version: 1.0\n"
    b'Content-Type: multipart/related; type="text/html"; boundary="x"\n\n--x\nContent-Type: text/html\n\n'
    + warc.PAGE.encode()
    + b"\n--x--\n"
)
SEEDS: dict[str, Sequence[bytes]] = {
    "warc": (b"".join(_PAGES), b"".join(gzip.compress(page, mtime=0) for page in _PAGES)),
    "zip": (_zipped(_FILES),),
    "tar": (_tarred(_FILES), gzip.compress(_tarred(_FILES), mtime=0)),
    "feed": (feeds.RSS.encode(), feeds.ATOM.encode(), feeds.RDF.encode()),
    "json": (
        json.dumps(feeds.JSON_FEED).encode(),
        *(json.dumps(one).encode() for one in (agencies.NINJS_1, agencies.NINJS_3, agencies.FUNDUS)),
    ),
    "nitf": (agencies.NITF.replace("{status}", "usable").encode(),),
    "newsml": (agencies.g2().encode(), agencies.g2(content=agencies.PLAIN, status="canceled").encode("utf-16")),
    "newsml1": (agencies.NEWSML1.replace("{status}", "Usable").encode(),),
    "mediawiki": (office.WIKI.encode(),),
    "eml": (_LETTER,),
    "mbox": (b"From a@b Mon May 25 10:00:00 2026\n" + _LETTER + b"\nFrom c@d Mon May 25 10:00:00 2026\n" + _LETTER,),
    "mhtml": (_SAVED,),
    "markdown": (
        office.MARKDOWN.encode(),
        b'+++\ntitle = "Harbour"\ndate = 2026-05-25\n+++\nIt opened.[^1]\n\n[^1]: Late.\n',
    ),
    "docx": (office.docx(("Heading1", "Harbour opens"), ("", "It cost nine million.")),),
    "sheet": (office.xlsx(_ROWS), office.ods(_CELLS)),
    "pdf": (office.pdf("The harbour of Quelm opened on Monday.", "It cost nine million crowns."),),
}
_XML: Sequence[bytes] = (
    b"<", b">", b"</p>", b"/>", b"<![CDATA[", b"]]>", b"<!--", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"&b;", b"&#0;",
    b"&#x110000;", b"xmlns='x'", b"<item>", b"</item>", b"0000-00-00T99:99:99Z", b"<p>", b"\xff", b"encoding='x-mac'",
)  # fmt: skip
_ZIP: Sequence[bytes] = (
    b"PK\x03\x04",
    b"PK\x01\x02",
    b"PK\x05\x06",
    b"\xff\xff\xff\xff",
    b"\0\0",
    b"\x08\0",
    b"../",
    b"\x63",
)
TOKENS: dict[str, Sequence[bytes]] = {
    "warc": (
        b"WARC/1.0\r\n", b"\r\n\r\n", b"Content-Length: 9999999999\r\n", b"Content-Length: -1\r\n", b"\x1f\x8b\x08",
        b"Transfer-Encoding: chunked\r\n", b"Content-Encoding: gzip\r\n", b"charset=undefined", b"HTTP/1.1 200 OK\r\n",
        b"ffffffffff\r\n", b"\xff", b"WARC-Type: resource\r\n",
    ),
    "zip": _ZIP,
    "tar": (b"ustar", b"\0" * 100, b"../", b"7777777", b"x" * 100, b"5", b"2", b"L", b"\xff", b"g", b"comment="),
    "eml": (
        b"\r\n\r\n", b"Content-Type: multipart/mixed; boundary=x\n", b"--x\n", b"--x--\n", b"=?utf-8?b?/w==?=", b"=\n",
        b"Content-Transfer-Encoding: base64\n", b"=?x?q?=ff?=", b"charset=undefined", b"\xff", b"From: \n",
        b"Date: Mon, 99 Foo 0000\n",
    ),
    "pdf": (
        b"obj", b"endobj", b"stream\n", b"endstream", b"<<", b">>", b"[", b"]", b"xref", b"trailer", b"/Kids", b"%%EOF",
        b"1 0 R", b"/Length 99999999", b"/Filter /FlateDecode", b"(", b")", b"\\", b"-1", b"9999999999",
    ),
    "markdown": (b"---\n", b"# ", b"![", b"](", b"<p>", b"```", b"\n\n", b"*", b"&#0;", b"\xff", b"[a]: b", b"> " * 40),
    **dict.fromkeys(("feed", "nitf", "newsml", "newsml1", "mediawiki"), _XML),
    **dict.fromkeys(("docx", "sheet"), (*_XML, *_ZIP, b"t='s'", b"<v>99999</v>", b"r='ZZZZ9999999'", b"s='77'")),
}  # fmt: skip
TOKENS["mhtml"] = TOKENS["eml"]
TOKENS["mbox"] = (*TOKENS["eml"], b"\nFrom ", b"From \n")
FOUND: Sequence[tuple[str, bytes]] = (
    ("feed", '<rss xmlns:a="http://a.example/\ufffd<"><channel><item><title>T</title></item></channel></rss>'.encode()),
    ("nitf", b"<!DOCTYPE nitf" + b"<!DOCTYPE a [<!ENTITY b 'c'>]>" * 60 + b"x"),
)
"""What fuzzing found, made small: each was once read in a way that nobody had foreseen."""
_PACKED = frozenset({"zip", "docx", "sheet"})


def inside(name: str, data: bytes, chance: random.Random, change: Callable[[bytes], bytes]) -> bytes | None:
    """Return a packed file with one of the files in it changed and packed soundly; None of what is not packed."""
    if name not in _PACKED:
        return None
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {info.filename: archive.read(info) for info in archive.infolist()}
    chosen = chance.choice(sorted(files))
    return _zipped({**files, chosen: change(files[chosen])})
