"""An article as a reader takes it in: blocks in order, who speaks in each, and each speaker with what was said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from flows.pages.article.rows import ArticleRows
from schemas.rows import ArticleEntity, Quote
from schemas.vocabulary import Section

ASIDE: Final = frozenset({"related", "boilerplate"})
"""Sections that are no part of the story."""
_TOGETHER: Final = 2
"""Speakers from whom on they speak together, and no title is that of all."""


@dataclass(slots=True)
class Speaker:
    """Who is quoted in an article, several where they speak together.

    `name` is None where the speaker was not found; `entities` are the numbers of the speaker's entities.
    """

    number: int
    name: str | None
    about: str
    entities: tuple[int, ...]
    said: list["Said"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Said:
    """A quote with its number in the article, from 1 in the order of the text."""

    number: int
    row: Quote
    speaker: Speaker


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the body that is shown as one: a paragraph, or text that no paragraph holds."""

    start: int
    end: int
    section: Section


@dataclass(frozen=True, slots=True)
class Reading:
    """An article's rows, its blocks, its quotes in the order of the text, and their speakers as they appear."""

    rows: ArticleRows
    blocks: Sequence[Block]
    said: Sequence[Said]
    speakers: Sequence[Speaker]
    names: Sequence[ArticleEntity]
    numbers: Mapping[str | None, int]
    """entity_id -> number of the entity, from 1 in the order of `names`."""

    @property
    def heads_itself(self) -> bool:
        """Whether the first block is the headline, and the metadata have no other."""
        article = self.rows.article
        if not self.blocks or self.blocks[0].section != "headline":
            return False
        first = article.body[self.blocks[0].start : self.blocks[0].end]
        return article.headline is None or article.headline.split() == first.split()


def read_article(rows: ArticleRows) -> Reading:
    """The article of `rows` as it is read; the most salient names come first."""
    names = sorted(rows.entities, key=lambda entity: (-entity.salience, -entity.n_mentions, entity.name))
    numbers: dict[str | None, int] = {entity.entity_id: number for number, entity in enumerate(names, 1)}
    known = {entity.entity_id: entity for entity in names}
    speakers: dict[object, Speaker] = {}
    said = []
    for number, quote in enumerate(rows.quotes, 1):
        key = quote.speaker_entity_ids or _speaker_text(quote).casefold()
        if key not in speakers:
            speakers[key] = _speaker(len(speakers) + 1, quote, known, numbers)
        said.append(Said(number, quote, speakers[key]))
        speakers[key].said.append(said[-1])
    return Reading(rows, _blocks(rows), said, tuple(speakers.values()), names, numbers)


def _speaker(
    number: int, quote: Quote, known: Mapping[str, ArticleEntity], numbers: Mapping[str | None, int]
) -> Speaker:
    ids = [entity_id for entity_id in quote.speaker_entity_ids if entity_id in known]
    name = " and ".join(known[entity_id].name for entity_id in ids) or _speaker_text(quote) or None
    about = _about(quote, known[ids[0]] if ids else None) if len(ids) < _TOGETHER else ""
    return Speaker(number, name, about, tuple(numbers[entity_id] for entity_id in ids))


def _speaker_text(quote: Quote) -> str:
    return quote.speaker_name or quote.speaker_text or ""


def _about(quote: Quote, entity: ArticleEntity | None) -> str:
    """Who the speaker is: title and affiliation as the article says, else as said at the quote."""
    title = (entity and entity.title) or quote.speaker_title
    affiliation = (entity and entity.affiliation) or quote.speaker_affiliation
    return ", ".join(part for part in (title, affiliation) if part)


def _blocks(rows: ArticleRows) -> list[Block]:
    """The paragraphs, and what text lies between them, cut at blank lines where nothing was derived."""
    body = rows.article.body
    told = [Block(row.start_char, row.end_char, row.section) for row in rows.paragraphs]
    edges = [0, *(place for block in told for place in (block.start, block.end)), len(body)]
    between = [block for start, end in list(pairwise(edges))[::2] for block in _untold(body, start, end)]
    return sorted((*told, *between), key=lambda block: block.start)


def _untold(body: str, start: int, end: int) -> list[Block]:
    found = []
    for line in body[start:end].split("\n\n"):
        if line.strip():
            found.append(Block(start, start + len(line), "body"))
        start += len(line) + 2
    return found
