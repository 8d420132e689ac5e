"""What is marked in the text of an article, as spans with the classes and numbers that the template writes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from flows.pages.article.reading import Reading, Said, Speaker
from flows.pages.article.spans import Span
from schemas.rows import Mention

_KINDS: Final = {
    "PERSON": "person",
    "ORG": "organisation",
    "NORP": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
}
_OUTSIDE: Final = 0
_INSIDE: Final = 1
"""Layers: a quote lies around whatever is marked in it; among the others the longer lies around the shorter."""
_ANCHOR: Final = 12
"""Hexadecimal characters of an anchor: enough to tell the rows of one article apart."""


def anchor(row_id: str) -> str:
    """The fragment of the place of a quote, figure or date on its article's page."""
    return f"r{row_id[:_ANCHOR]}"


def spaced(numbers: Iterable[int]) -> str:
    """Numbers as an attribute's value, apart by a space."""
    return " ".join(map(str, numbers))


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark as the template writes it.

    Attributes:
        classes: what it is, for the style.
        anchor: id of its first piece; empty for none.
        row: fragment of the row that it links to; empty where it is no link.
        quotes: numbers of the quotes that it belongs to, apart by a space.
        entities: numbers of the entities that it names, or that speak, apart by a space.
        said: the quote whose part it is; None for other marks.
        ends: whether the quote ends with it.
    """

    classes: str
    anchor: str = ""
    row: str = ""
    quotes: str = ""
    entities: str = ""
    said: Said | None = None
    ends: bool = False


class Note(NamedTuple):
    """Who speaks in a block, with the quotes that begin in it and those that go on."""

    speaker: Speaker
    begun: list[Said]
    resumed: list[Said]


def kind_class(kind: str) -> str:
    """The class of an entity's kind: person, organisation, place or other."""
    return _KINDS.get(kind, "other")


def marks(reading: Reading) -> list[Span[Mark]]:
    """All marks of an article, in no order."""
    return [
        *_quotes(reading),
        *_cues(reading),
        *_speakers(reading),
        *(_mention(row, reading) for row in reading.rows.mentions),
        *_figures(reading),
        *_dates(reading),
    ]


def _quotes(reading: Reading) -> Iterator[Span[Mark]]:
    by_id = {said.row.quote_id: said for said in reading.said}
    parts = [part for part in reading.rows.parts if part.quote_id in by_id]
    last = {part.quote_id: part.part for part in sorted(parts, key=lambda part: part.part)}
    for part in parts:
        said = by_id[part.quote_id]
        yield Span(
            part.start_char,
            part.end_char,
            _OUTSIDE,
            Mark(
                f"quote {said.row.kind}",
                anchor=anchor(part.quote_id) if part.part == 0 else "",
                quotes=str(said.number),
                entities=spaced(said.speaker.entities),
                said=said,
                ends=part.part == last[part.quote_id],
            ),
        )


def _cues(reading: Reading) -> Iterator[Span[Mark]]:
    places = [(said.row.cue_start, said.row.cue_end, said.number) for said in reading.said]
    for (start, end), numbers in _gathered(places).items():
        yield Span(start, end, _INSIDE, Mark("cue", quotes=numbers))


def _speakers(reading: Reading) -> Iterator[Span[Mark]]:
    places = [(said.row.speaker_start, said.row.speaker_end, said.number) for said in reading.said]
    for (start, end), numbers in _gathered(places).items():
        yield Span(start, end, _INSIDE, Mark("speaker", quotes=numbers))


def _gathered(places: Sequence[tuple[int | None, int | None, int]]) -> dict[tuple[int, int], str]:
    """The numbers of the quotes that share a place, by place."""
    found: dict[tuple[int, int], list[int]] = defaultdict(list)
    for start, end, number in places:
        if start is not None and end is not None:
            found[start, end].append(number)
    return {place: spaced(numbers) for place, numbers in found.items()}


def _mention(row: Mention, reading: Reading) -> Span[Mark]:
    classes = f"mention {kind_class(row.kind)} {row.mention_type}"
    number = reading.numbers.get(row.entity_id)
    return Span(row.start_char, row.end_char, _INSIDE, Mark(classes, entities=str(number or "")))


def _figures(reading: Reading) -> Iterator[Span[Mark]]:
    for number, row in enumerate(reading.rows.figures, 1):
        yield Span(row.start_char, row.end_char, _INSIDE, Mark("figure", anchor(row.figure_id), f"f{number}"))


def _dates(reading: Reading) -> Iterator[Span[Mark]]:
    for number, row in enumerate(reading.rows.dates, 1):
        yield Span(row.start_char, row.end_char, _INSIDE, Mark("date", anchor(row.date_id), f"d{number}"))


def notes(within: Sequence[Span[Mark]], met: set[int]) -> list[Note]:
    """The notes of a block from its marks, one for each run of quotes with one speaker.

    `met` has the numbers of the quotes that began in earlier blocks, and gains those of this one.
    """
    quotes = {span.mark.said.number: span.mark.said for span in within if span.mark.said}
    found: list[Note] = []
    for said_number, said in sorted(quotes.items()):
        if not found or found[-1].speaker is not said.speaker:
            found.append(Note(said.speaker, [], []))
        (found[-1].resumed if said_number in met else found[-1].begun).append(said)
        met.add(said_number)
    return found
