"""Speed of each step of the derivation on one core, and its growth with length and noise, as ratios."""

from collections.abc import Callable
from time import process_time

from flows.derive.annotate import annotator_for
from flows.derive.entities.find import find_entities
from flows.derive.pipeline import derive
from flows.derive.quotes.find import find_quotes
from flows.derive.sections.split import split_paragraphs
from flows.derive.text.document import Document
from tests.eval.documents import article_of

_REPEATS = 3
_ARTICLE = """Storm leaves thousands without power

By Harriet Vance

PENZANCE, England (AP) — Thousands of homes were without electricity on Tuesday after a storm, officials said.

“It came out of nowhere,” said Gwen Trelawney, 71, who lives above the harbour. “The roof just lifted off.”

A spokesman for the company, Peter Nance, said engineers had been “working around the clock” since midnight.
He told the BBC that 2,300 customers had no power, 12 percent more than on Monday, and urged them to be patient.

According to the Met Office, winds of up to 90 mph were expected. The prime minister, Dana Holt, promised £5 million.
"""
_LONG = 400
_MARKS = 400_000


def _document(text: str, spec: str) -> Document:
    article = article_of(text)
    paragraphs = split_paragraphs(article)
    spans = [(row.start_char, row.end_char) for row in paragraphs]
    return Document(article, paragraphs, annotator_for(spec).annotate(text, spans))


def _seconds(work: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(_REPEATS):
        begin = process_time()
        work()
        best = min(best, process_time() - begin)
    return best


def _steps(document: Document) -> tuple[float, float]:
    """Seconds of entities and of quotes."""
    entities, mentions = find_entities(document)
    return (
        _seconds(lambda: find_entities(document)),
        _seconds(lambda: find_quotes(document, entities, mentions, ())),
    )


def main() -> None:
    """Print words a second of entities, quotes and all, a long article's ratio and that of nothing but marks."""
    short, long = _ARTICLE * 20, _ARTICLE * _LONG
    of_short, of_long = _steps(_document(short, "default")), _steps(_document(long, "default"))
    for name, few, many in zip(("entities", "quotes"), of_short, of_long, strict=True):
        rate, ratio = len(short.split()) / few, many / few / (_LONG / 20)
        print(f"{name}: {rate:,.0f} words/s; a word of an article 20 times as long costs {ratio:.2f} times as much")
    article = article_of(short)
    annotator = annotator_for()
    print(
        f"derivation with annotator: {len(short.split()) / _seconds(lambda: derive(article, annotator)):,.0f} words/s"
    )
    prose = _steps(_document((_ARTICLE * 900)[:_MARKS], "simple"))[1]
    for marks in ('"', "“a”", '"a '):
        noise = _steps(_document(marks * (_MARKS // len(marks)), "simple"))[1]
        print(f"quotes, {marks!r} alone: {noise / prose:.2f} times the time of as much prose")


if __name__ == "__main__":
    main()
