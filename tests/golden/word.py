"""A draft as a word processor saves it: headings, lists, tables, runs of other letters, tracked changes, a comment."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Final
from xml.sax.saxutils import escape

_MAIN: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KIND: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_STYLES: Final = {"Heading1": "heading 1", "Heading2": "heading 2", "ListBullet": "List Bullet"}
_PARTS: Final = ("styles", "numbering", "comments")
_LEVEL: Final = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl>'

Block = tuple[str, str] | Sequence[Sequence[str]]
"""(style, text), or the rows of a table. In a text *…* is bold, -[…] was deleted and +[…] inserted while tracked."""


def word(*blocks: Block) -> bytes:
    """A Word document (.docx) of blocks; a comment lies beside it."""
    overrides = "".join(f'<Override PartName="/word/{part}.xml" ContentType="{_KIND}.{part}+xml"/>' for part in _PARTS)
    main = f'<Override PartName="/word/document.xml" ContentType="{_KIND}.document.main+xml"/>'
    rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    body = "".join(_paragraph(*block) if _is_paragraph(block) else _table(block) for block in blocks)
    files = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">{rels}{main}{overrides}</Types>',
        "_rels/.rels": _links(["officeDocument"], "word/document"),
        "word/document.xml": _part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": _links(_PARTS),
        "word/styles.xml": _part("styles", "".join(map(_style, _STYLES.items()))),
        "word/numbering.xml": _part(
            "numbering",
            f'<w:abstractNum w:abstractNumId="1">{_LEVEL}</w:abstractNum>'
            '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>',
        ),
        "word/comments.xml": _part(
            "comments", f'<w:comment w:id="0" w:author="Ed">{_paragraph("Normal", "Is this 999 percent?")}</w:comment>'
        ),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return stream.getvalue()


def _is_paragraph(block: Block) -> bool:
    return isinstance(block, tuple) and all(isinstance(one, str) for one in block)


def _part(name: str, inner: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{name} xmlns:w="{_MAIN}">{inner}</w:{name}>'


def _links(kinds: Iterable[str], target: str | None = None) -> str:
    links = (
        f'<Relationship Id="rId{n}" Type="{_RELATIONSHIPS}/{kind}" Target="{target or kind}.xml"/>'
        for n, kind in enumerate(kinds, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(links)}</Relationships>'


def _style(named: tuple[str, str]) -> str:
    return f'<w:style w:type="paragraph" w:styleId="{named[0]}"><w:name w:val="{named[1]}"/></w:style>'


def _paragraph(style: str, text: str) -> str:
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>' if style == "ListBullet" else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{numbered}</w:pPr>{"".join(_runs(text))}</w:p>'


def _runs(text: str) -> Iterable[str]:
    """The runs of a text: a word processor cuts them wherever something was typed in between."""
    deleted = False
    for n, piece in enumerate(text.split("*")):
        for part in piece.replace("-[", "\0-").replace("+[", "\0+").replace("]", "\0").split("\0"):
            deleted = part.startswith("-")
            words = part[1:] if part.startswith(("-", "+")) else part
            yield _run(words, bold=n % 2 == 1, change="del" if deleted else "ins" if part.startswith("+") else "")


def _run(words: str, *, bold: bool, change: str) -> str:
    letters = "<w:rPr><w:b/></w:rPr>" if bold else ""
    name = "delText" if change == "del" else "t"
    run = f'<w:r>{letters}<w:{name} xml:space="preserve">{escape(words)}</w:{name}></w:r>'
    return f'<w:{change} w:id="7" w:author="Ed">{run}</w:{change}>' if change else run


def _table(rows: Sequence[Sequence[str]]) -> str:
    cells = ("".join(f"<w:tc>{_paragraph('Normal', cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"
