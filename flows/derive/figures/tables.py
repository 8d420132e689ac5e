"""Cells deep in a table: bare numbers with only numbers around them, so that no word, unit or date reaches them.

They are most numbers of a page that is a table, and differ in their number and place alone: the first of a run is read
as any figure is, and the row of each other one is made like its row.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from flows.derive.numbers.numeral import Numeral
from flows.derive.text.around import Around
from flows.derive.text.lexemes import Lexemes
from flows.derive.text.times import TimeSpan
from flows.derive.text.tokens import Tokens
from schemas.ids import row_id
from schemas.rows import Figure

_REACH = 12
"""Lexemes to each side of a number that some step may look at: the farthest is a cue of modality (`context`)."""

Run = Sequence[Numeral]


class Beside:
    """What may be told of numbers from afar: trees of sentences, dates in them, and quotes."""

    def __init__(self, tokens: Tokens, times: Sequence[TimeSpan], around: Around, sentences: Sequence[int]) -> None:
        self._tokens, self._around, self._sentences = tokens, around, sentences
        self._begins = (0, *sentences)
        self._dates = [row.start_char for row in times if row.start_date is not None]

    def is_silent(self, start: int, end: int) -> bool:
        """Whether a stretch lies in one sentence without a tree that is read or a date, and in no part of a quote."""
        sentence = bisect_right(self._sentences, start)
        if sentence != bisect_right(self._sentences, end - 1) or self._tokens.parsed(self._tokens.token_at(start)):
            return False
        last = self._sentences[sentence] if sentence < len(self._sentences) else end
        dated = bisect_left(self._dates, self._begins[sentence]) != bisect_left(self._dates, max(last, end))
        return not dated and not self._around.has_any((start, end))


def deep_runs(lexemes: Lexemes, numbers: Run, taken: set[int], beside: Beside) -> list[Run]:
    """The runs of deep cells of a paragraph; `taken` are the lexemes that dates have claimed."""
    if len(numbers) <= 2 * _REACH:
        return []
    deep = (run[_REACH:-_REACH] for run in _runs(lexemes, numbers, taken) if len(run) > 2 * _REACH)
    return [run for run in deep if beside.is_silent(lexemes.starts[run[0].first], lexemes.ends[run[-1].first])]


def _runs(lexemes: Lexemes, numbers: Run, taken: set[int]) -> Iterator[Run]:
    """The runs of bare numbers in digits with blanks alone between them."""
    starts, ends = lexemes.starts, lexemes.ends
    begin = behind = 0
    for at, numeral in enumerate(numbers):
        first = numeral.first
        bare = numeral.form == "digits" and numeral.last == first + 1 and first not in taken
        if not (bare and first == behind and first and ends[first - 1] < starts[first]):
            yield numbers[begin:at]
            begin = at if bare else at + 1
        behind = numeral.last if bare else -1
    yield numbers[begin:]


def but_for(runs: Sequence[Run], numbers: Run) -> Run:
    """The numerals that are to be read: all but those of runs that are not their run's first."""
    if not runs:
        return numbers
    like = {numeral.first for run in runs for numeral in run[1:]}
    return [numeral for numeral in numbers if numeral.first not in like]


def filled(rows: list[Figure], runs: Sequence[Run], lexemes: Lexemes, body: str) -> list[Figure]:
    """The rows of a paragraph with those of its runs, in the order of the text."""
    if not runs:
        return rows
    by_start = {row.start_char: row for row in rows}
    for run in runs:
        rows += _like(by_start[lexemes.starts[run[0].first]], run[1:], lexemes, body)
    return sorted(rows, key=lambda row: row.start_char)


def _like(cell: Figure, run: Run, lexemes: Lexemes, body: str) -> Iterator[Figure]:
    article_id, starts, ends = cell.article_id, lexemes.starts, lexemes.ends
    for numeral in run:
        start, end, value = starts[numeral.first], ends[numeral.first], numeral.value
        yield cell.like(
            figure_id=row_id("figures", article_id, start, end),
            text=body[start:end],
            start_char=start,
            end_char=end,
            value=value,
            low=value,
            high=value,
            sig_digits=numeral.digits or None,
        )
