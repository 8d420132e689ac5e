"""A quote's words to read and paste: without what only the sentence around them needs."""

import re
from collections.abc import Sequence

from schemas.vocabulary import QuoteKind

_END = re.compile(r"[\s,;:–—-]+(?=[”’»\"']*$)")
_DANGLING_END = re.compile(r",?\s+(?:and|but|or)$", re.IGNORECASE)
_DANGLING_START = re.compile(r"^(?:(?:and|but|or)\s+)?(?:that\s+)?(?=\S)|^[\s,;:–—]+", re.IGNORECASE)
_EDGE_START = re.compile(r"^[\s,;:–—]+")


def readable(parts: Sequence[str], kind: QuoteKind) -> str:
    """The parts' texts joined by ' … ', no comma or dash at the outer ends; a reported clause without its *that*."""
    texts = list(parts)
    start = _EDGE_START if kind == "direct" else _DANGLING_START
    texts[0] = start.sub("", texts[0], count=1) or texts[0]
    if kind != "direct":
        texts[-1] = _DANGLING_END.sub("", texts[-1]) or texts[-1]
    texts[-1] = _END.sub("", texts[-1]) or texts[-1]
    return " … ".join(texts)
