"""Who and what the news is about: all entities, and a page for each of the most central ones."""

from typing import Final

from flows.pages.report.links import Links
from flows.pages.report.names import kind_text
from flows.pages.report.parts import (
    Cell,
    Column,
    Page,
    Table,
    counted,
    day,
    interval,
    number,
    said,
    shortened,
    unit_text,
)
from flows.pages.report.queries import Questions, Row
from flows.pages.report.said_over_time import changes_table, manner, titles_table, topics_of

ENTITIES: Final = 300
SPEAKERS_WITH_PAGE: Final = 60
ENTITIES_WITH_PAGE: Final = 60
ROWS: Final = 100
"""Rows of each table on an entity's page."""
ALIASES: Final = 12

_ENTITIES = (
    Column("Name"),
    Column("Kind"),
    Column("Articles", "number"),
    Column("Mentions", "number", "by name, description or pronoun"),
    Column("Quotes", "number", "in which it speaks"),
    Column("First seen", "date"),
    Column("Last seen", "date"),
)
_SAID = (
    Column("Date", "date"),
    Column("Words"),
    Column("As told"),
    Column("Publisher"),
    Column("Copies", "number", "articles with the same text that have these words"),
)
_ABOUT = (Column("Date", "date"), Column("Speaker"), Column("Words"), Column("Publisher"))
_FIGURES = (
    Column("Day", "date"),
    Column("In the words of the article"),
    Column("About"),
    Column("Value", "number"),
    Column("That is"),
    Column("Publisher"),
)
_ARTICLES = (
    Column("Headline"),
    Column("Publisher"),
    Column("Date", "date"),
    Column("Mentions", "number"),
    Column("Salience", "number", "how central it is to the article, 0 to 1"),
)


def with_page(questions: Questions) -> list[str]:
    """The ids of the entities that get a page: those quoted most, and those in most articles."""
    quoted = [row["speaker_id"] for row in questions.ask("speakers", rows=SPEAKERS_WITH_PAGE)]
    named = [row["canonical_id"] for row in questions.ask("entities", rows=ENTITIES_WITH_PAGE)]
    return list(dict.fromkeys((*quoted, *named)))


def entities_page(questions: Questions, links: Links) -> Page:
    """The page of all entities."""
    answer = questions.ask("entities", rows=ENTITIES)
    rows = [_entity(row, links) for row in answer]
    table = Table("entities", "Names by the number of articles that have them", _ENTITIES, rows, answer, ENTITIES)
    return Page("entities.html", "report_entities.html.j2", {"title": "Who and what the news is about", "table": table})


def _entity(row: Row, links: Links) -> tuple[Cell, ...]:
    who = row["canonical_id"]
    return (
        Cell(row["entity"], links.entity(who)),
        Cell(kind_text(row["kind"])),
        number(row["articles"], links.entity(who, "articles")),
        number(row["mentions"]),
        number(row["quotes"], links.entity(who, "said") if row["quotes"] else None),
        day(row["first_seen"]),
        day(row["last_seen"]),
    )


def entity_page(questions: Questions, links: Links, canonical_id: str) -> Page:
    """The page of an entity: what it said, what was said about it, its figures and its articles."""
    row = questions.ask_one("entity", entity=canonical_id)
    context = {
        "title": row["name"],
        "kind": kind_text(row["kind"]),
        "external_id": row["external_id"],
        "aliases": row["aliases"][:ALIASES],
        "share": f"in {counted(row['articles'], 'article')} of {row['all_articles']:,}",
        "topics": topics_of(questions, links, canonical_id),
        "changes": changes_table(questions, links, canonical_id),
        "titles": titles_table(questions, canonical_id),
        "said": _said(questions, links, canonical_id),
        "tables": [
            ("about", "What others say", _about(questions, links, canonical_id)),
            ("figures", "Figures", _figures(questions, links, canonical_id)),
            ("articles", "Articles", _articles(questions, links, canonical_id)),
        ],
    }
    return Page(f"entities/{canonical_id}.html", "report_entity.html.j2", context)


def _said(questions: Questions, links: Links, canonical_id: str) -> Table:
    answer = questions.ask("entity_said", entity=canonical_id, rows=ROWS)
    rows = [
        (
            day(row["date"]),
            said(row, links.quote(row)),
            Cell(row["cue"] or "", note=manner(row)),
            Cell(row["publisher"] or "not named", note=shortened(row["headline"] or "", 90), source=row["url"]),
            number(row["copies"]),
        )
        for row in answer
    ]
    return Table(
        "table-said", "Quotes, the newest first", _SAID, rows, answer, ROWS, "No quote of this speaker was found."
    )


def _about(questions: Questions, links: Links, canonical_id: str) -> Table:
    answer = questions.ask("entity_about", entity=canonical_id, rows=ROWS)
    rows = [
        (
            day(row["date"]),
            Cell(row["speaker"], links.entity(row["speaker_id"])),
            said(row, links.quote(row)),
            Cell(row["publisher"] or "not named", source=row["url"]),
        )
        for row in answer
    ]
    empty, caption = "No quote of a known speaker mentions it.", "Quotes of others that mention it, the newest first"
    return Table("table-about", caption, _ABOUT, rows, answer, ROWS, empty)


def _figures(questions: Questions, links: Links, canonical_id: str) -> Table:
    answer = questions.ask("entity_figures", entity=canonical_id, rows=ROWS)
    rows = [
        (
            day(row["day"]),
            Cell(
                row["text"],
                links.article(row["article_id"], row["figure_id"]),
                note="" if row["modality"] == "asserted" else row["modality"],
                quoted=True,
            ),
            Cell(row["about"] or ""),
            number(row["value"]),
            Cell(interval(row["low"], row["high"], unit_text(row["unit"], row["per_unit"]))),
            Cell(row["publisher"] or "not named", source=row["url"]),
        )
        for row in answer
    ]
    empty = "No figure was found to be its own."
    return Table("table-figures", "Figures that are its own, the newest first", _FIGURES, rows, answer, ROWS, empty)


def _articles(questions: Questions, links: Links, canonical_id: str) -> Table:
    answer = questions.ask("entity_articles", entity=canonical_id, rows=ROWS)
    rows = [
        (
            Cell(shortened(row["headline"] or "without a headline", 140), links.article(row["article_id"])),
            Cell(row["publisher"] or "not named", source=row["url"]),
            day(row["date"]),
            number(row["mentions"]),
            number(row["salience"]),
        )
        for row in answer
    ]
    return Table("table-articles", "Articles, those first that are most about it", _ARTICLES, rows, answer, ROWS)
