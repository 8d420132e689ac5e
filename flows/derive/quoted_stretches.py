"""Where quotation marks open and close, paragraph by paragraph."""

import re

from flows.derive.document import Document

_DOUBLE = re.compile('[\u201c\u201d\u201e\u00ab\u00bb"]')
_OPENING = frozenset("\u201c\u201e\u00ab")
_CLOSING = frozenset("\u201d\u00bb")


def quoted_stretches(document: Document) -> list[tuple[int, int]]:
    """Ranges between double quotation marks, marks excluded, ascending; an open one ends with its paragraph."""
    stretches: list[tuple[int, int]] = []
    for paragraph in document.paragraphs:
        opened: int | None = None
        for match in _DOUBLE.finditer(document.body, paragraph.start_char, paragraph.end_char):
            mark = match.group()
            if opened is None and mark not in _CLOSING:
                opened = match.end()
            elif opened is not None and mark not in _OPENING:
                stretches.append((opened, match.start()))
                opened = None
        if opened is not None:
            stretches.append((opened, paragraph.end_char))
    return stretches
