"""How time grows with the size of hostile text: the exponent over doubled sizes, for every reader and the derivation.

An exponent of 1 is linear; one above LIMIT would let a small file take for ever. Time is CPU in user mode, the least
of a few runs: what else runs on the machine, and pages that the system clears, are no part of the growth.
`python -m tests.bench.bench_hostile ANNOTATOR WORDS…` measures the shapes whose names hold one of the words.
"""

import math
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from statistics import linear_regression

from flows.derive.annotate.choose import annotator_for
from flows.derive.extract import extract_article
from flows.readers.base import ReadOptions, Slice
from flows.readers.registry import read_slice
from flows.validate.article import ValidationSettings, to_article
from flows.validate.record import article_of
from schemas.article import RawArticle
from schemas.errors import RecordError

LIMIT = 1.15
"""Exponent above which something is not linear; below it are logarithms, caches and noise."""
_LEAST_S = 0.1
"""CPU seconds of the smaller size that count: below, the clock measures itself."""
_MOST_S = 0.5
"""CPU seconds after which a shape is not doubled further: all shapes take two minutes of a free core."""
_MOST_AGAIN_S = 2.0
"""The same for a shape that seems to grow too fast: a busy machine, or a beginning that is not yet what follows."""
_HARMLESS_S = 0.5
"""CPU seconds of the largest size below which growth tells nothing: 8 MB of a CSV's header are read in .3."""
_SIZES = 5
"""Sizes that the exponent is of, where as many can be told: of three, one that met a busy machine moved it by .2."""
_RUNS = 2
"""Runs of each size that counts."""
_FIRST, _LAST = 2_000, 16_000_000
"""Bytes. Up to 2 MB two fast readers seemed to grow by 1.25 and 1.22; up to 8 MB it was .80 and .79."""
Shape = Callable[[int], bytes]


def _repeated(unit: str, before: str = "", after: str = "") -> Shape:
    return lambda size: (before + unit * max(1, size // len(unit)) + after).encode()


def _counted(unit: str, before: str = "", after: str = "") -> Shape:
    return lambda size: (before + "".join(unit.format(n) for n in range(max(1, size // len(unit)))) + after).encode()


_PAGE = "<html><body><article><p>One sentence of prose about the weather in the north.</p>"
_END = "</article></body></html>"


def _many(unit: str, before: str = "", after: str = "") -> tuple[str, Shape]:
    """A page of many times the same, within the article."""
    return "html", _repeated(unit, _PAGE + before, after + _END)


FILES: dict[str, tuple[str, Shape]] = {
    "csv rows never closed": ("csv", _repeated('x","y\n', "id,text\n")),
    "csv quotes": ("csv", _repeated('"', "id,text\n")),
    "csv open quotes": ("csv", _repeated('1,"x\n', "id,text\n")),
    "csv bad behind a quote": ("csv", _repeated('"a"b,"c\n', "id,text\n")),
    "csv one cell": ("csv", _repeated("x\n", 'id,text\n1,"', '"\n')),
    "csv delimiters": ("csv", _repeated(",", "id,text\n")),
    "csv header": ("csv", _counted("c{0},", "text,")),
    "jsonl brackets": ("jsonl", _repeated("[")),
    "jsonl keys": ("jsonl", _counted('"k{0}":1,', '{"text":"x",', '"z":1}\n')),
    "jsonl bad lines": ("jsonl", _repeated('{"text":\n')),
    "jsonl escapes": ("jsonl", _repeated("\\ud800", '{"text":"', '"}\n')),
    "json documents": ("json", _repeated('{"text":"x"}\n')),
    "json spaces": ("json", _repeated(" ", '{\n"text":"x"}')),
    "text front matter": ("text", _repeated("a: b\n", "---\n", "---\ntext")),
    "text fences": ("text", _repeated("---\n")),
    "text yaml nesting": ("text", _repeated("- ", "---\nid: ", "\n---\ntext")),
    "html attributes": ("html", _counted(" a{0}=x", _PAGE + "<p", ">x</p>" + _END)),
    "html nesting": ("html", _repeated("<div>", _PAGE, _END)),
    "html open tags": ("html", _repeated("<b", _PAGE, _END)),
    "html open quotes": ("html", _repeated('<a b="', _PAGE, _END)),
    "html paragraphs": ("html", _counted("<p>Sentence {0} of prose about the weather.</p>", _PAGE, _END)),
    "html comments": ("html", _repeated("<!--", _PAGE, _END)),
    "html entities": ("html", _repeated("&#x41;", _PAGE + "<p>", "</p>" + _END)),
    "html links nested": _many("<a href=x>x"),
    "html links in a paragraph": _many("<a href=/x>word here</a> ", "<p>", "</p>"),
    "html bold in a paragraph": _many("<b>word</b> here ", "<p>", "</p>"),
    "html lines of a paragraph": _many("x<br>", "<p>", "</p>"),
    "html spans": _many("<span class=byline>By Ann Lee</span>"),
    "html headings": _many("<h1>Head x y</h1>"),
    "html articles": _many("<article><h1>Other news</h1><p>x</p></article>"),
    "html buttons": _many("<div><button>Sign up</button></div>"),
    "html lists": _many("<ul><li><p>x y</p><p>z</p></li></ul>"),
    "html tables": _many("<table><tr><td>x</td></tr></table>"),
    "html fields": _many("<h4>Date</h4><p>5 May</p>"),
    "html meta": ("html", _counted("<meta property='og:{0}' content=x>", "<head>", "</head>" + _PAGE + _END)),
}  # fmt: skip
TEXTS: dict[str, Shape] = {
    "capitalised word": _repeated("Roe "),
    "capitalised words": _counted("Roe{0} "),
    "one letter": _repeated("a"),
    "digits": _repeated("7"),
    "numbers": _counted("{0} "),
    "commas": _repeated("1,"),
    "quotation marks": _repeated('"'),
    "open quotes": _repeated("“Yes "),
    "quoted words": _repeated('"yes" '),
    "brackets": _repeated("(("),
    "hyphens": _repeated("twenty-"),
    "dashes": _repeated("one — "),
    "newlines": _repeated("x\n\n"),
    "said": _repeated("he said "),
    "said that": _repeated("Ann Lee said that "),
    "dates": _repeated("5 May 2021 "),
    "months": _repeated("May "),
    "money": _repeated("$5 million "),
    "initials": _repeated("J. "),
    "joiners": _repeated("\u200b", "x", "x"),
    "combining": _repeated("\u0301", "x", "x"),
    "spaces": _repeated(" ", "x", "x"),
}


def _read(folder: Path, name: str, shape: Shape, size: int) -> float:
    path = folder / "file"
    path.write_bytes(shape(size))
    part = Slice("file", str(path), name)
    start = _user_s()
    for record in read_slice(part, ReadOptions()):
        try:
            article_of(record, part, ValidationSettings())
        except RecordError:
            continue
    return _user_s() - start


def _derived(annotator: str, shape: Shape, size: int) -> float:
    article = to_article(RawArticle(text=shape(size).decode(), lang="en"), ValidationSettings())
    made = annotator_for(annotator, threads=1)
    start = _user_s()
    extract_article(article, made)
    return _user_s() - start


def _user_s() -> float:
    return os.times().user


def _least(measure: Callable[[int], float], size: int) -> float:
    """Return the least of a few runs; one is enough where the clock measures itself."""
    first = measure(size)
    return first if first < _LEAST_S else min(first, *(measure(size) for _ in range(_RUNS - 1)))


def exponent(measure: Callable[[int], float], most_s: float = _MOST_S) -> tuple[float, int, float]:
    """Return the exponent over the last doublings, the largest size, and its seconds.

    Sizes double until the time is long enough to be told; the exponent is the slope, by least squares, of the
    logarithms of the last `_SIZES`.
    """
    times: list[tuple[int, float]] = []
    size = _FIRST
    while size <= _LAST:
        times.append((size, _least(measure, size)))
        if times[-1][1] > most_s or _is_refused(times):
            break
        size *= 2
    if _is_refused(times):
        times.pop()
    told = ([one for one in times if one[1] >= _LEAST_S] or times[-1:])[-_SIZES:]
    return _slope(told), *told[-1]


def _is_refused(times: Sequence[tuple[int, float]]) -> bool:
    """Whether a size took a quarter of the time of half of it: it is more than a file may have, as are all above."""
    return len(times) > 1 and times[-2][1] >= _LEAST_S and times[-1][1] < times[-2][1] / 4


def _slope(times: Sequence[tuple[int, float]]) -> float:
    if len(times) < 2:  # a slope needs two
        return 0.0
    sizes, seconds = zip(*((math.log(size), math.log(time)) for size, time in times), strict=True)
    return linear_regression(sizes, seconds).slope


def measured(annotator: str, words: Sequence[str] = ()) -> Iterator[tuple[str, float, int, float]]:
    """Yield every shape wanted with its exponent, its largest size in bytes, and the CPU seconds of that."""
    with tempfile.TemporaryDirectory() as folder:
        shapes = {f"read {label}": partial(_read, Path(folder), *file) for label, file in FILES.items()}
        shapes |= {f"derive {label}": partial(_derived, annotator, shape) for label, shape in TEXTS.items()}
        for label, measure in shapes.items():
            if not words or any(word in label for word in words):
                told = exponent(measure)
                yield label, *(told if told[0] <= LIMIT or told[2] < _HARMLESS_S else exponent(measure, _MOST_AGAIN_S))


def main(annotator: str = "simple", *words: str) -> None:
    """Print the exponents, and which are above the limit."""
    told = {}
    for label, growth, size, seconds in measured(annotator, words):
        print(f"{label:32} {growth:5.2f}   {size:>9,} bytes {seconds:7.2f} s", flush=True)
        told[label] = growth if seconds >= _HARMLESS_S else 0.0
    above = [label for label, growth in told.items() if growth > LIMIT]
    print(f"{len(told)} shapes, above {LIMIT}: {', '.join(above) or 'none'}")


if __name__ == "__main__":
    main(*sys.argv[1:])
