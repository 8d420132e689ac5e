"""What a speaker said over time: topic after topic, and the numbers and titles that changed."""

from dataclasses import dataclass
from typing import Final

from flows.pages.report.links import Links
from flows.pages.report.names import kind_text, thing_text
from flows.pages.report.parts import (
    Cell,
    Column,
    Table,
    counted,
    day,
    interval,
    joined,
    number,
    said,
    unit_text,
)
from flows.pages.report.queries import Questions, Row

TOPICS: Final = 6
"""Topics of a speaker that are told one by one."""
STATEMENTS: Final = 12
"""Statements on a topic that are told."""
CHANGES: Final = 40
TITLES: Final = 20

_TOPIC = (
    Column("Date", "date"),
    Column("Words"),
    Column("As told"),
    Column("Publisher"),
    Column("Copies", "number", "articles with the same text that have these words"),
)
_CHANGES = (
    Column("Day", "date", "on which the figure holds; of publication, where the text names none"),
    Column("What"),
    Column("In the words of the article"),
    Column("Value", "number"),
    Column("Before", "number", "what the speaker gave the time before"),
    Column("That is"),
    Column("Publisher"),
)
_TITLES = (
    Column("Title"),
    Column("Of"),
    Column("First seen", "date"),
    Column("Last seen", "date"),
    Column("Articles", "number"),
)


@dataclass(frozen=True, slots=True)
class Topic:
    """What a speaker said about one name, the earliest first."""

    name: str
    href: str | None
    told: str
    table: Table


def topics_of(questions: Questions, links: Links, canonical_id: str) -> list[Topic]:
    """The topics that the speaker spoke about in several texts, those first that are most the speaker's own."""
    found = questions.ask("entity_topics", entity=canonical_id, rows=TOPICS)
    return [_topic(row, questions, links, canonical_id) for row in found]


def _topic(row: Row, questions: Questions, links: Links, canonical_id: str) -> Topic:
    answer = questions.ask("entity_topic", entity=canonical_id, topic=row["about_id"], rows=STATEMENTS)
    rows = [
        (
            day(one["date"]),
            said(one, links.quote(one)),
            Cell(manner(one)),
            Cell(one["publisher"] or "not named", source=one["url"]),
            number(one["copies"]),
        )
        for one in answer
    ]
    told = f"{kind_text(row['kind'])}, {counted(row['quotes'], 'quote')} in {counted(row['texts'], 'text')}"
    table = Table(f"topic-{row['about_id'][:12]}", "The earliest first", _TOPIC, rows, answer, STATEMENTS)
    return Topic(row["about"], links.entity(row["about_id"]), told, table)


def manner(row: Row) -> str:
    """How words are told: direct, denied, asked."""
    return joined((row["kind"], None if row["polarity"] == "asserts" else row["polarity"]))


def changes_table(questions: Questions, links: Links, canonical_id: str) -> Table:
    """Numbers that the speaker gave for one thing and that did not stay the same."""
    answer = questions.ask("entity_changes", entity=canonical_id, rows=CHANGES)
    rows = [_change(row, links) for row in answer]
    caption = "Numbers for the same thing that did not stay the same"
    empty = "No number was found that this speaker gave twice for the same thing and otherwise."
    return Table("table-changes", caption, _CHANGES, rows, answer, CHANGES, empty)


def _change(row: Row, links: Links) -> tuple[Cell, ...]:
    unit = unit_text(row["unit"], row["per_unit"])
    thing = thing_text(row["topic"]) if row["topic"] else row["counted"] or row["about"]
    place = row["place"] if row["place"] != row["owner"] else None
    modality = "" if row["modality"] == "asserted" else row["modality"]
    return (
        day(row["day"]),
        Cell(thing, note=joined((row["owner"], place))),
        Cell(row["text"], links.article(row["article_id"], row["figure_id"]), note=modality, quoted=True),
        number(row["value"]),
        number(row["value_before"]),
        Cell(interval(row["low"], row["high"], unit)),
        Cell(row["publisher"] or "not named", source=row["url"]),
    )


def titles_table(questions: Questions, canonical_id: str) -> Table:
    """Titles and affiliations that several articles give, by when."""
    answer = questions.ask("entity_titles", entity=canonical_id, rows=TITLES)
    rows = [
        (
            Cell(row["title"]),
            Cell(row["affiliation"] or ""),
            day(row["first_seen"]),
            day(row["last_seen"]),
            number(row["articles"]),
        )
        for row in answer
    ]
    return Table("table-titles", "Titles, the earliest first", _TITLES, rows, answer, TITLES)
