"""Figures that contradict each other: disputes one block each, updates and revisions apart, and all as a table."""

from dataclasses import dataclass
from typing import Final, Literal

from flows.pages.report.links import Links
from flows.pages.report.names import thing_text
from flows.pages.report.parts import (
    Cell,
    Column,
    Link,
    Page,
    Table,
    counted,
    day_text,
    days_text,
    interval,
    joined,
    number,
    spelled,
    unit_text,
)
from flows.pages.report.queries import Answer, Questions, Row

CONTRADICTIONS: Final = 200
BLOCKS: Final = 40
"""Pairs of each verdict that are told with both sentences; the table has the others."""
GLANCE: Final = 3
"""Disputes that the first page tells."""
_LONGEST: Final = 600
"""Characters of a sentence that a block shows, on each side of the figure."""
_GAP_UNITS: Final = {"percent": " points"}
_VERDICTS: Final = (
    ("dispute", "Disputes", "Two sources, or two articles, say what can't both be right."),
    (
        "revision",
        "Revisions",
        "The same source, or a later article, gives another number: the earlier one was corrected.",
    ),
    ("update", "Updates", "A count that is added to went on: both may have been right on their days."),
)

_CONTRADICTIONS = (
    Column("What"),
    Column("As what", "text", "dispute, revision or update"),
    Column("When", "date"),
    Column("One side"),
    Column("The other side"),
    Column("Gap", "number", "between the two intervals"),
    Column("Score", "number", "chance that the row is what its verdict says"),
)

Side = Literal["a", "b"]


@dataclass(frozen=True, slots=True)
class Claim:
    """One side: its sentence around the figure's words, what they commit to, who claims it, and where it stands."""

    before: str
    words: str
    behind: str
    says: str
    claimant: str | None
    source: str
    href: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Opposed:
    """A pair of figures that can't both be right, for a reader who has to decide between them."""

    name: str
    what: str
    when: str
    told: str
    sides: tuple[Claim, Claim]


def contradictions_page(questions: Questions, links: Links) -> Page:
    """The page of figures that can't both be right."""
    table = contradictions_table(questions, links, CONTRADICTIONS)
    groups = [
        (verdict, heading, about, opposed(table.answer, verdict, links, BLOCKS))
        for verdict, heading, about in _VERDICTS
    ]
    context = {"title": "Figures that contradict each other", "table": table, "groups": groups}
    return Page("contradictions.html", "report_contradictions.html.j2", context)


def contradictions_table(questions: Questions, links: Links, limit: int) -> Table:
    """Pairs of contradicting figures, as a table."""
    answer = questions.ask("contradictions", rows=limit)
    rows = [_contradiction(row, links) for row in answer]
    caption = "Pairs of figures about the same thing that can't both be right"
    return Table("contradictions", caption, _CONTRADICTIONS, rows, answer, limit)


def opposed(answer: Answer, verdict: str, links: Links, limit: int) -> list[Opposed]:
    """The first pairs of a verdict, with both sentences."""
    return [_opposed(row, links) for row in [row for row in answer if row["verdict"] == verdict][:limit]]


def _opposed(row: Row, links: Links) -> Opposed:
    return Opposed(
        f"{row['verdict']}-{row['figure_a'][:12]}-{row['figure_b'][:12]}",
        joined((thing_text(row["about"]).capitalize(), row["owner"] or row["place"])),
        _when(row),
        _told(row),
        (_claim(row, "a", links), _claim(row, "b", links)),
    )


def _when(row: Row) -> str:
    """The days that both hold for; those between the two, where the later one follows the other."""
    return days_text(*sorted((row["day"], row["last_day"])))


def _told(row: Row) -> str:
    """How far apart, how many more stand behind the pair, and how sure it is."""
    group = f"{counted(row['n_figures'], 'figure')} of {counted(row['n_articles'], 'article')} are at odds here"
    more = group if row["n_figures"] > len("ab") else None
    return joined((f"{_gap(row)} apart", more, f"{row['score']:.0%} sure that it is a {row['verdict']}"), " · ")


def _claim(row: Row, side: Side, links: Links) -> Claim:
    text, sentence, at = row[f"text_{side}"], row[f"sentence_{side}"], row[f"at_{side}"]
    if sentence[at : at + len(text)] != text:  # where a sentence's place is not known, the words stand alone
        sentence, at = text, 0
    before, behind = sentence[:at], sentence[at + len(text) :]
    return Claim(
        before=before if len(before) <= _LONGEST else "…" + before[-_LONGEST:],
        words=text,
        behind=behind if len(behind) <= _LONGEST else behind[:_LONGEST] + "…",
        says=interval(row[f"low_{side}"], row[f"high_{side}"], unit_text(row["unit"], row["per_unit"])),
        claimant=row[f"claimant_{side}"],
        source=_source(row, side),
        href=links.article(row[f"article_{side}"], row[f"figure_{side}"]),
        url=row[f"url_{side}"],
    )


def _contradiction(row: Row, links: Links) -> tuple[Cell, ...]:
    return (
        Cell(thing_text(row["about"]), note=row["owner"] or row["place"] or ""),
        Cell(row["verdict"]),
        Cell(_when(row), sort=row["day"].isoformat()),
        _side(row, "a", links),
        _side(row, "b", links),
        Cell(_gap(row), sort=repr(float(row["gap"]))),
        number(row["score"]),
    )


def _gap(row: Row) -> str:
    return f"{spelled(row['gap'])}{_GAP_UNITS.get(row['unit'], unit_text(row['unit'], row['per_unit']))}"


def _side(row: Row, side: Side, links: Links) -> Cell:
    claimant = row[f"claimant_{side}"]
    who = f"according to {claimant}" if claimant else "told as a fact"
    said = f"{interval(row[f'low_{side}'], row[f'high_{side}'], unit_text(row['unit'], row['per_unit']))}, {who}"
    href = links.article(row[f"article_{side}"], row[f"figure_{side}"])
    return Cell(row[f"text_{side}"], href, note=said, links=(Link(_source(row, side), href),), quoted=True)


def _source(row: Row, side: Side) -> str:
    return joined((row[f"publisher_{side}"] or "publisher not named", day_text(row[f"published_{side}"])))
