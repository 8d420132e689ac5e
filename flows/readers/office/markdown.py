"""Markdown: a file is an article, its marks taken off; metadata stand in front matter."""

import re
from collections.abc import Iterator, Mapping

from flows.readers.base import Reader, ReadOptions, Record, Slice
from flows.readers.encoding import decode
from flows.readers.fragments import plain
from flows.readers.front_matter import split_front_matter
from flows.readers.mapping import columns_for
from flows.readers.whole import read_whole
from schemas.article import RawArticle

_MARK = re.compile(r"(?m)^\[\^[\w-]+\]:([ \t]+)|\[\^[\w-]+\](?!:)")
"""Marks of footnotes, in front of them (what remains is a blank) and in the text."""


class Markdown(Reader):
    """Reads CommonMark with tables. The headline is that of the front matter, else a heading that stands first."""

    name = "markdown"
    suffixes = (".md", ".markdown")
    one_record = True

    def read(self, part: Slice, options: ReadOptions) -> Iterator[Record]:
        """The one record of the file."""
        yield read_whole(part, options, _article)


def _article(data: bytes, part: Slice) -> RawArticle:
    from markdown_it import MarkdownIt  # noqa: PLC0415  # 20 ms that other formats save

    meta, text = split_front_matter(decode(data), lambda meta: bool(_known(meta)))
    text = _MARK.sub(lambda found: "" if found[1] is None else found[1], text)
    body = plain(MarkdownIt("commonmark").enable("table").render(text) or text)
    fields = {"id": None if part.uri == "-" else part.uri, **_known(meta)}
    if not fields.get("headline") and body.hints[:1] == ["headline"]:
        fields["headline"] = body.text.partition("\n")[0]
    return RawArticle.model_validate({**fields, "text": body.text, "section_hints": body.hints})


def _known(meta: Mapping[str, object]) -> dict[str, object]:
    columns = columns_for(tuple(meta), {})
    found = {field: meta.get(column) for field, column in columns.items() if field != "text"}
    return {field: value for field, value in found.items() if value not in (None, "")}
