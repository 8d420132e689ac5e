"""Label Studio: a task an article, with what was found as a prediction to correct, and the labelling interface for it.

Label Studio counts characters as browsers do, in UTF-16 code units; offsets are turned into those and back.
"""

from collections.abc import Iterator
from typing import Final

from flows.pages.article.rows import ArticleRows
from schemas.rows import Mention

CONFIG: Final = """<View>
  <Labels name="span" toName="text">
    <Label value="Quote"/><Label value="Speaker"/><Label value="Figure"/><Label value="Date"/>
    <Label value="PERSON"/><Label value="NORP"/><Label value="FAC"/><Label value="ORG"/><Label value="GPE"/>
    <Label value="LOC"/><Label value="PRODUCT"/><Label value="EVENT"/><Label value="WORK_OF_ART"/>
    <Label value="LAW"/><Label value="LANGUAGE"/>
  </Labels>
  <Relations><Relation value="said by"/></Relations>
  <Text name="text" value="$text" granularity="word"/>
</View>
"""
"""The labelling interface that the tasks are for."""
_BEYOND: Final = 0x10000
"""First code point that takes two units of UTF-16."""


def task(rows: ArticleRows) -> dict[str, object]:
    """The task of an article."""
    article = rows.article
    data = {"text": article.body, "article_id": article.article_id, "headline": article.headline, "url": article.url}
    return {"data": data, "predictions": [{"model_version": "onrecord", "result": list(_results(rows))}]}


def units(text: str) -> list[int]:
    """For each code point's offset, the end included, its offset in UTF-16 code units."""
    offsets = [0]
    for character in text:
        offsets.append(offsets[-1] + (2 if ord(character) >= _BEYOND else 1))
    return offsets


def _results(rows: ArticleRows) -> Iterator[dict[str, object]]:
    offsets = units(rows.article.body)
    spans: list[tuple[str, str, int, int]] = []
    spans += [(name.mention_id, name.kind, name.start_char, name.end_char) for name in _names(rows)]
    spans += [(f"{part.quote_id}-{part.part}", "Quote", part.start_char, part.end_char) for part in rows.parts]
    spans += [(figure.figure_id, "Figure", figure.start_char, figure.end_char) for figure in rows.figures]
    spans += [(date.date_id, "Date", date.start_char, date.end_char) for date in rows.dates]
    for quote in rows.quotes:
        if quote.speaker_start is not None and quote.speaker_end is not None:
            spans.append((f"{quote.quote_id}-speaker", "Speaker", quote.speaker_start, quote.speaker_end))
    yield from (_span(rows, offsets, *span) for span in spans)
    for quote in rows.quotes:
        if quote.speaker_start is not None:
            yield _relation(f"{quote.quote_id}-0", f"{quote.quote_id}-speaker")


def _names(rows: ArticleRows) -> Iterator[Mention]:
    return (mention for mention in rows.mentions if mention.mention_type == "name")


def _span(rows: ArticleRows, offsets: list[int], key: str, label: str, start: int, end: int) -> dict[str, object]:
    place = {"start": offsets[start], "end": offsets[end], "text": rows.article.body[start:end], "labels": [label]}
    return {"id": key, "from_name": "span", "to_name": "text", "type": "labels", "value": place}


def _relation(quote: str, speaker: str) -> dict[str, object]:
    return {"type": "relation", "from_id": quote, "to_id": speaker, "direction": "right", "labels": ["said by"]}
