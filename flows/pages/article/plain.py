"""An article in the terminal: its text with quotes between brackets, who says them under each paragraph, and tables."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.pages.article.marks import Mark, marks, notes
from flows.pages.article.reading import ASIDE, Block, Reading, Said, read_article
from flows.pages.article.rows import ArticleRows
from flows.pages.article.spans import Opened, Span, cut, spread
from flows.pages.article.values import days, interval, number, origin, published, thing, unit
from flows.terminal import safe
from schemas.rows import Figure, Quote, TimeExpression


class Brackets(NamedTuple):
    """What stands around the quotes of each kind."""

    direct: tuple[str, str]
    indirect: tuple[str, str]
    mixed: tuple[str, str]


_BRACKETS: Final = Brackets(("⟦", "⟧"), ("⟨", "⟩"), ("⟪", "⟫"))
_ASCII: Final = Brackets(("[[", "]]"), ("<<", ">>"), ("<[", "]>"))
_STYLES: Final = {
    "direct": "bold yellow",
    "indirect": "yellow",
    "mixed": "yellow",
    "person": "blue",
    "organisation": "green",
    "place": "magenta",
    "figure": "cyan",
    "date": "cyan",
    "cue": "italic",
}
"""Class of a mark -> its style in a terminal that has colours; the brackets say the same without."""
_FIGURES: Final = ("text", "what", "value", "unit", "interval", "holds", "claimed by", "conf.")
_DATES: Final = ("text", "type", "value", "days", "resolved by", "conf.")
_INDENT: Final = "  "
_NAME_WIDTH: Final = 60
_CELL_WIDTH: Final = 120
"""Characters of a name and of a table's cell that are printed."""


def print_article(console: Console, rows: ArticleRows) -> None:
    """Print an article with what was found in it; nothing in its text can steer the terminal."""
    reading = read_article(rows)
    brackets = _brackets(console)
    _print_head(console, reading, brackets)
    spans = spread(marks(reading), [(block.start, block.end) for block in reading.blocks])
    met: set[int] = set()
    for block, within in zip(reading.blocks, spans, strict=True):
        for line in _paragraph(reading, block, within, brackets).wrap(console, console.width - len(_INDENT)):
            console.print(Text(_INDENT) + line, soft_wrap=True)
        for line in _speakers(within, met):
            console.print(line, soft_wrap=True)
        console.print()
    for table in _tables(reading):
        if table.row_count:
            console.print(table)


def _brackets(console: Console) -> Brackets:
    try:
        "".join(mark for pair in _BRACKETS for mark in pair).encode(console.encoding)
    except (LookupError, UnicodeEncodeError):
        return _ASCII
    return _BRACKETS


def _print_head(console: Console, reading: Reading, brackets: Brackets) -> None:
    article = reading.rows.article
    console.print(Text(safe(article.headline or "Untitled article"), style="bold"))
    told = (article.publisher, ", ".join(article.byline), published(article) or "date unknown", article.url)
    console.print(Text(" · ".join(safe(part) for part in told if part), style="dim"))
    if whence := origin(article):
        console.print(Text(safe(f"from {whence}"), style="dim"))
    if article.field_sources:
        console.print(Text(safe(f"fields: {', '.join(article.field_sources)}"), style="dim"))
    if article.pub_status != "usable":
        console.print(Text(f"{article.pub_status.upper()} BY ITS PUBLISHER: not for publication", style="bold reverse"))
    kinds = (f"{''.join(pair)} {kind}" for kind, pair in brackets._asdict().items())
    console.print(Text(f"quotes: {', '.join(kinds)}\n", style="dim"))


def _paragraph(reading: Reading, block: Block, within: Sequence[Span[Mark]], brackets: Brackets) -> Text:
    body = reading.rows.article.body
    text = Text(f"{block.section}: " if block.section != "body" else "", style="dim" if block.section in ASIDE else "")
    styles: list[str] = []
    for token in cut(body, block.start, block.end, within):
        if isinstance(token, str):
            text.append(_plain(token), style=" ".join(filter(None, styles)))
            continue
        begins = isinstance(token, Opened)
        pair = _pair(token.mark, brackets)
        if begins:
            styles.append(_style(token.mark))
        if pair:
            text.append(f"{pair[0]}{token.mark.quotes} " if begins else pair[1], style="bold")
        if not begins:
            styles.pop()
    return text


def _plain(text: str) -> str:
    """Text for a terminal with the spaces at its ends, which `safe` drops, as one each."""
    line = safe(text)
    before = " " if text[:1].isspace() else ""
    after = " " if line and text[-1:].isspace() else ""
    return f"{before}{line}{after}"


def _pair(mark: Mark, brackets: Brackets) -> tuple[str, str] | None:
    return None if mark.said is None else getattr(brackets, mark.said.row.kind)


def _style(mark: Mark) -> str:
    return next((_STYLES[name] for name in mark.classes.split() if name in _STYLES), "")


def _speakers(within: Sequence[Span[Mark]], met: set[int]) -> Iterator[Text]:
    """A line for each run of quotes in a block: their numbers, their speaker, how it is said."""
    for note in notes(within, met):
        told = [f"{said.number} {_how(said)}" for said in note.begun]
        told += [f"{said.number} goes on" for said in note.resumed]
        name = safe(note.speaker.name or "speaker not found", _NAME_WIDTH)
        yield Text.assemble(_INDENT, "— ", (name, "bold"), (f": {', '.join(told)}", "dim"))


def _how(said: Said) -> str:
    cue = f" “{safe(said.row.cue_text, _NAME_WIDTH)}”" if said.row.cue_text else ""
    return f"{said.row.kind}{cue}"


def _tables(reading: Reading) -> Iterator[Table]:
    rows, names = reading.rows, {entity.entity_id: entity.name for entity in reading.names}
    quotes = (
        (str(said.number), said.speaker.name or "not found", said.speaker.about, said.row.kind, _sure(said.row))
        for speaker in reading.speakers
        for said in speaker.said
    )
    yield _table("Quotes", ("no.", "speaker", "who is", "kind", "conf."), quotes)
    yield _table("Figures", _FIGURES, (_figure(row, names) for row in rows.figures))
    yield _table("Dates", _DATES, (_date(row) for row in rows.dates))
    listed = (
        (row.name, row.kind, ", ".join(filter(None, (row.title, row.affiliation))), str(row.n_mentions))
        for row in reading.names
    )
    yield _table("Names", ("name", "kind", "title and affiliation", "mentions"), listed)


def _figure(row: Figure, names: dict[str, str]) -> tuple[str, ...]:
    read = (row.text, thing(row), number(row.value), unit(row), interval(row))
    return (*read, days(row.holds_from, row.holds_to), names.get(row.claimant_entity_id or "", ""), _sure(row))


def _date(row: TimeExpression) -> tuple[str, ...]:
    read = (row.text, row.timex_type.lower(), row.timex_value or "unresolved")
    return (*read, days(row.start_date, row.end_date), row.basis, _sure(row))


def _table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(safe(cell, _CELL_WIDTH)) for cell in row))
    return table


def _sure(row: Quote | Figure | TimeExpression) -> str:
    return f"{row.confidence:.2f}"
