"""When a figure holds: the days that its own noun or clause names, never those of a clause beside it.

A day that is only compared with (*than last year*), that dates a report (*said on Monday*) or that a superlative looks
back to (*the lowest since 1969*) is no period. What has lost 310 men *since January* holds until publication.
"""

import re
from bisect import bisect_left
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise, takewhile
from typing import NamedTuple

from flows.derive.figures.links.anchors import Anchor, argument_of
from flows.derive.figures.links.holding import is_person
from flows.derive.text.clauses import Tense, helpers_of, predicate_over, tense_of
from flows.derive.text.subjects import head_of
from flows.derive.text.times import TimeSpan
from flows.derive.text.tokens import Tokens
from schemas.vocabulary import FigureRole
from seeds.quantities import clause_words, figure_words, words_of_figures

_WORDS = clause_words()
_COMPARES = _WORDS["compares"]
_COMPARED_LEVELS = _COMPARES | {"below", "above", "over", "under", "beyond"}
_SUPERLATIVES = frozenset({"first", "last", "best", "worst", "most", "least", "high", "low", "record"})
_JOINS = (["and"], ["to"], ["through"], ["until"], ["till"], ["-"], ["–"])
_OFFSETS = frozenset({"after", "before", "ahead", "following", "prior"})
_OFFSET_LENGTHS = frozenset({"minute", "hour", "day", "week", "month", "year", "decade"})
_CAUSES = frozenset({"for", "over", "about", "after", "before", "despite", "against", "regarding", "following"})
_LAWS = words_of_figures("law_noun")
"""A year of theirs is a part of their name: the Clean Rivers *Act of 2011*."""
_CHANGES = frozenset(figure_words()["change"])
_AS_IN = frozenset({"as", "in"})
"""Four times as many *as in* October: what is compared with."""
_RECORD = 6  # tokens before *since*: the lowest level since
_DEEPEST = 12  # bounds the walk, should the tree be a circle
_OPENING = 4
"""Tokens of what opens a sentence: *in early 2019,*."""
_GAP = 2  # words: a preposition and an article


class Period(NamedTuple):
    """First and last day, and what ties them to the figure."""

    first: date | None
    last: date | None
    how: str | None


_UNKNOWN = Period(None, None, None)
Days = tuple[date, date]


class _Stretch(NamedTuple):
    """A time expression, or two that are the ends of a range, with its place in the tree."""

    first: date
    last: date
    start_char: int
    end_char: int
    head: int
    cases: frozenset[str]
    of_end: bool = False
    """Whether the end of the days is meant: *the end of 2019*."""
    told: bool = False
    """Whether they count from what was told before: *the following day*."""
    ends: tuple[Days, Days] | None = None
    """Of a range its first days and its last: *from 2010 to 2020*."""

    @property
    def days(self) -> Days:
        """The first day and the last."""
        return self.first, self.last


_PART = re.compile(r"P(\d+)([MQ])")
_YEAR = 12  # months: of the calendar
_LEAST = 28  # days that every month has
_MONTH = timedelta(days=_LEAST - 1)
"""From the first day of a month to its last, at least: before and after such times is outside of them."""
_ENDED = 3
"""Tokens of *three months ended*."""
_MONTHS_OF = {"quarter": 3, "year": 12, "half": 6}
MONTH_COUNTS = {"three": 3, "3": 3, "six": 6, "6": 6, "nine": 9, "9": 9, "twelve": 12, "12": 12}
"""Months that results are told of."""


def part_of_year(row: TimeSpan) -> tuple[int, int] | None:
    """The first and last month of *the first nine months*, *the last two quarters* of a year; None for other times."""
    value = _PART.fullmatch(row.timex_value or "")
    words = row.text.lower().split()
    if row.rule != "rel_many" or value is None or not {"first", "last", "final"} & set(words):
        return None
    months = int(value[1]) * (3 if value[2] == "Q" else 1)
    if not 1 <= months < _YEAR:
        return None
    return (1, months) if "first" in words else (_YEAR - months + 1, _YEAR)


class Periods:
    """The time expressions of a document by place, and the day of its publication."""

    def __init__(self, tokens: Tokens, times: Sequence[TimeSpan], published: date | None) -> None:
        self._tokens, self._published = tokens, published
        self._times = [row for row in times if row.start_date is not None and row.timex_type in {"DATE", "TIME"}]
        self._starts = [row.start_char for row in self._times]
        self._parts = {row.end_char: row for row in times if part_of_year(row) is not None}

    def within(self, first: int, last: int) -> list[_Stretch]:
        """The stretches of a sentence, from its first to its last token."""
        tokens = self._tokens
        low, high = tokens.starts[first], tokens.ends[last]
        rows = self._times[bisect_left(self._starts, low) : bisect_left(self._starts, high)]
        found: list[_Stretch] = []
        for row in rows:
            stretch = self._stretch(row)
            if found and (joined := self._joined(found[-1], stretch)) is not None:
                found[-1] = joined
            else:
                found.append(stretch)
        return found

    def _stretch(self, row: TimeSpan) -> _Stretch:
        tokens = self._tokens
        head = head_of(tokens, (row.start_char, row.end_char))
        inside = tokens.within((row.start_char, row.end_char))
        cases = {tokens.lower[at] for at in tokens.dependents(head, "case", "mark")}
        if inside:
            cases |= set(tokens.lower[max(0, inside.start - 1) : inside.start])
        first = row.start_date or date.min
        of_end = row.timex_mod == "END" and "end of" in row.text.lower()
        told, last = row.basis == "narrative", row.end_date or first
        whole = _Stretch(first, last, row.start_char, row.end_char, head, frozenset(cases), of_end, told)
        if row.grain == "day" and (ended := self._ended(whole)) is not None:
            return ended
        return self._narrowed(whole, row) if row.grain == "year" else whole

    def _ended(self, whole: _Stretch) -> _Stretch | None:
        """*The quarter ended Sept. 30*, *the six months ending June 30*: the whole time that the day ends."""
        tokens, at = self._tokens, self._tokens.token_at(whole.start_char)
        if at < _ENDED or tokens.lower[at - 1] not in {"ended", "ending"}:
            return None
        size = _MONTHS_OF.get(tokens.lemmas[at - 2], 0)
        if tokens.lemmas[at - 2] == "month" and tokens.lower[at - 3] in MONTH_COUNTS:
            size = MONTH_COUNTS[tokens.lower[at - 3]]
        behind = whole.last + timedelta(days=1)
        month = behind.year * _YEAR + behind.month - 1 - size
        if not size:
            return None
        first = date(month // _YEAR, month % _YEAR + 1, min(behind.day, _LEAST))
        head = at - 2 if tokens.heads[whole.head] == at - 1 else whole.head
        return whole._replace(first=first, head=head, start_char=tokens.starts[at - 2])

    def _narrowed(self, whole: _Stretch, row: TimeSpan) -> _Stretch:
        """*The first nine months of 2023*: that part of the year, where a length of months stands right before it."""
        tokens, at = self._tokens, self._tokens.token_at(row.start_char)
        part = self._parts.get(tokens.ends[at - 2]) if at > 1 and tokens.lower[at - 1] == "of" else None
        months = part_of_year(part) if part is not None else None
        if part is None or months is None:
            return whole
        year, (begin, end) = whole.first.year, months
        head = head_of(tokens, (part.start_char, part.end_char))
        last = date(year, end, monthrange(year, end)[1])
        return whole._replace(first=date(year, begin, 1), last=last, start_char=part.start_char, head=head)

    def _joined(self, left: _Stretch, right: _Stretch) -> _Stretch | None:
        """*Between 2019 and 2023*, *from May to June*, *2019-2023*: one stretch of days."""
        tokens = self._tokens
        between = tokens.lower[tokens.token_at(left.end_char - 1) + 1 : tokens.token_at(right.start_char)]
        next_to = (right.first - left.last).days == 1
        ends = (
            between in _JOINS
            and (between != ["and"] or "between" in left.cases or next_to)
            and left.first <= right.last
        )
        if not ends:
            return None
        cases = left.cases - {"from", "between"}
        return left._replace(last=right.last, end_char=right.end_char, cases=cases, ends=(left.days, right.days))

    def period(self, anchor: Anchor, others: Sequence[Anchor], role: FigureRole | None) -> Period:
        """When a figure holds; `others` are the figures beside it in its sentence."""
        sentence = self._tokens.sentence_tokens(self._tokens.sentence[anchor.first])
        best: tuple[int, int, Period] | None = None
        stretches = [] if self._is_offset(anchor) else self.within(sentence.start, sentence.stop - 1)
        several = len(stretches) > 1
        for stretch in stretches:
            tie = self._tie(anchor, others, stretch)
            if self._is_behind(anchor, stretch) and (tie is not None or role == "from"):
                tie = "noun"
            elif any(
                self._is_others(other, stretch, several=several)
                for other in others
                if other.predicate == anchor.predicate
            ):
                continue
            if self._is_shut_off(anchor, others, stretch):
                continue
            if tie is None or (role == "from" and tie not in {"own", "noun"}):
                continue
            near = abs(self._tokens.starts[anchor.last] - stretch.start_char)
            ranked = (_RANKS[tie], near, Period(*self._days(stretch, role), tie))
            best = ranked if best is None or ranked[:2] < best[:2] else best
        return best[2] if best is not None else _UNKNOWN

    def _is_offset(self, anchor: Anchor) -> bool:
        """*Two days after the May 7 quake*: a length that some other day is counted by."""
        tokens, behind = self._tokens, anchor.last + 1
        counted = behind < len(tokens) and tokens.lower[behind] in _OFFSETS
        return counted and tokens.lemmas[anchor.last] in _OFFSET_LENGTHS

    def _is_behind(self, anchor: Anchor, stretch: _Stretch) -> bool:
        """Whether nothing but a preposition stands between a figure and some days: 5.9 percent *in May*."""
        begins = self._tokens.token_at(stretch.start_char)
        between = range(anchor.last + 1, begins)
        return (
            anchor.last < begins
            and len(between) <= _GAP
            and all(self._tokens.upos[at] in {"ADP", "DET", "SCONJ"} for at in between)
        )

    def _is_others(self, other: Anchor, stretch: _Stretch, *, several: bool) -> bool:
        """Whether some days stand right behind another figure, and are its alone: *from 500 million a year earlier*."""
        whence = self._tokens.lower[max(0, other.first - 1)] in {"from", "with", "versus"}
        return (several or whence) and self._is_behind(other, stretch)

    def _is_shut_off(self, anchor: Anchor, others: Sequence[Anchor], stretch: _Stretch) -> bool:
        """Whether some days stand in brackets with a figure, and this one outside: *402 people (2019: 315)*."""
        tokens, at = self._tokens, self._tokens.token_at(stretch.start_char)
        front = tokens.lower[tokens.sentence_tokens(tokens.sentence[at]).start : at]
        if "(" not in front:
            return False
        opened = at - front[::-1].index("(") - 1
        return anchor.last < opened and any(other.first > opened for other in others)

    def _days(self, stretch: _Stretch, role: FigureRole | None) -> tuple[date | None, date | None]:
        if stretch.ends is not None and role in {"from", "to"}:
            return stretch.ends[role == "to"]  # from 2010 to 2020 it doubled *to 88,000*
        if "since" in stretch.cases:
            first = stretch.last if stretch.of_end else stretch.first
            return first, max(self._published, first) if self._published else None
        if stretch.cases & {"until", "till", "by"}:
            return None, stretch.last
        if stretch.last - stretch.first >= _MONTH and date.min < stretch.first <= stretch.last < date.max:
            one = timedelta(days=1)
            if "after" in stretch.cases:  # *after 1995*
                return stretch.last + one, None
            if "before" in stretch.cases:
                return None, stretch.first - one
        return stretch.first, stretch.last

    def _cases_around(self, head: int) -> set[str]:
        """The prepositions of the noun that a time modifies: *below* 2019 levels."""
        noun = self._tokens.heads[head]
        modifies = noun == head + 1 and self._tokens.upos[noun] == "NOUN"
        return {self._tokens.lower[at] for at in self._tokens.dependents(noun, "case")} if modifies else set()

    def _tie(self, anchor: Anchor, others: Sequence[Anchor], stretch: _Stretch) -> str | None:
        """What ties some days to a figure; None for nothing."""
        head = stretch.head
        if anchor.holds(head):
            return "own"
        path = self._path(head)
        if (
            self._cases_around(head) & _COMPARED_LEVELS
            or stretch.cases & _COMPARES
            or stretch.cases >= _AS_IN
            or self._is_apart(head, path)
            or self._is_of_a_record(stretch)
        ):
            return None
        if any(node in anchor.nouns or anchor.holds(node) for node in self._up_to_a_list(path)):
            return "noun"
        if self._is_in_its_relative(anchor, head):
            return "noun"
        if self._dates_the_antecedent(anchor, path):
            return "event"
        taken = any(other.holds(node) for other in others for node in path)
        return None if taken or self._describes(anchor) else self._by_predicate(anchor, stretch, loose=bool(path))

    def _describes(self, anchor: Anchor) -> bool:
        """*The 75 m ship was built in 1993*: what a length says of a thing it says whenever."""
        tokens, top = self._tokens, anchor.top
        if tokens.deprel[top] == "appos":  # 75 m (*250 ft*)
            top = max(tokens.heads[top], 0)
        attribute = tokens.upos[top] == "NOUN" and tokens.deprel[top] in {"compound", "nummod", "amod", "nmod:desc"}
        return attribute and not anchor.holds(tokens.heads[top]) and anchor.counted is None

    def _is_of_a_cause(self, head: int, predicate: int) -> bool:
        """*Jailed for 27 years for the murder in April 2023*: what it was for, over or after was at another time."""
        tokens, argument = self._tokens, argument_of(self._tokens, head, predicate)
        cases = set() if argument is None else {tokens.lower[at] for at in tokens.dependents(argument, "case")}
        return not cases.isdisjoint(_CAUSES)

    def _by_predicate(self, anchor: Anchor, stretch: _Stretch, *, loose: bool) -> str | None:
        """The tie by the predicate over some days: to *the blast on Sunday* it is `loose`r than to its verb."""
        predicate = predicate_over(self._tokens, stretch.head)
        if predicate is None or anchor.predicate is None:
            return None
        if predicate == anchor.predicate:
            return None if loose and self._is_of_a_cause(stretch.head, predicate) else "event" if loose else "clause"
        behind = stretch.told and stretch.head > predicate > anchor.predicate
        born = self._tokens.lower[predicate] == "born"  # *was born in 1950 and has three daughters*
        return None if behind or born else self._beside(anchor.predicate, predicate, stretch.head)

    def _up_to_a_list(self, path: Sequence[int]) -> Sequence[int]:
        """The tokens of a path before it goes over to what its noun is joined to: *15 men, or the blast in May*."""
        joined = (at for at, node in enumerate(path) if self._tokens.deprel[node] == "conj")
        return path[: next(joined, len(path)) + 1]

    def _dates_the_antecedent(self, anchor: Anchor, path: Sequence[int]) -> bool:
        """*The explosion on May 2 that killed 15*: a day of what the figure's clause is about."""
        tokens, predicate = self._tokens, anchor.predicate
        if predicate is None or tokens.deprel[predicate] != "acl:relcl":
            return False
        return tokens.heads[predicate] in path

    def _is_in_its_relative(self, anchor: Anchor, head: int) -> bool:
        """*The $2 billion that donors promised in 2021*: a day of the clause that tells what is counted."""
        tokens, predicate = self._tokens, predicate_over(self._tokens, head)
        if predicate is None or tokens.deprel[predicate] not in {"acl", "acl:relcl"}:
            return False
        if tokens.lemmas[predicate] == "compare":
            return False  # sold 21 trucks in May, *compared with 18 a year earlier*
        who = any(tokens.lower[at] == "who" for at in tokens.dependents(predicate, "nsubj", "nsubj:pass"))
        if who and not (anchor.counted is not None and is_person(tokens, anchor.counted)):
            return False
        return tokens.heads[predicate] in {anchor.top, anchor.counted}

    def _path(self, head: int) -> list[int]:
        """The tokens above a day up to the predicate of its clause, that excluded."""
        tokens = self._tokens
        predicate = predicate_over(tokens, head)
        path: list[int] = []
        node = tokens.heads[head]
        while node >= 0 and node != predicate and len(path) < _DEEPEST:
            path.append(node)
            node = tokens.heads[node]
        return path

    def _is_apart(self, head: int, path: Sequence[int]) -> bool:
        """Whether a day is looked back to, is of a name, or of what something has been since: *the war* of 2011."""
        tokens = self._tokens
        since = any(tokens.lower[case] == "since" for node in path for case in tokens.dependents(node, "case"))
        law = any(tokens.lemmas[node].lower() in _LAWS for node in path[:1])
        return since or law or self._is_looked_back_to(head) or self._is_of_a_name(head)

    def _is_of_a_name(self, head: int) -> bool:
        """The film *Celsius 1977*: a year that a name ends with."""
        tokens = self._tokens
        name = head - 1
        return (
            name >= 0
            and tokens.heads[head] == name
            and tokens.deprel[head] in {"nmod:unmarked", "nummod", "flat"}
            and tokens.upos[name] == "PROPN"
            and tokens.upos[head] == "NUM"
        )

    def _is_looked_back_to(self, head: int) -> bool:
        """*The lowest since 1969*: what hangs on a superlative."""
        tokens = self._tokens
        above = tokens.heads[head]
        if above < 0:
            return False
        near = [above, *tokens.dependents(above, "amod")]
        return any(tokens.lower[at].endswith("est") or tokens.lemmas[at] in _SUPERLATIVES for at in near) and any(
            tokens.lower[at] in {"since", "in"} for at in tokens.dependents(head, "case")
        )

    def _is_of_a_record(self, stretch: _Stretch) -> bool:
        """*38 percent, the lowest since 1997*, *for the first time since May*: by words, wherever the tree hangs it."""
        tokens, at = self._tokens, self._tokens.token_at(stretch.start_char) - 1
        if at < 0 or tokens.lower[at] != "since":
            return False
        front = takewhile(lambda one: tokens.upos[one] != "PUNCT", range(at - 1, max(at - _RECORD, -1), -1))
        return any(tokens.lower[one].endswith("est") or tokens.lemmas[one] in _SUPERLATIVES for one in front)

    def _beside(self, own: int, other: int, head: int) -> str | None:
        """A day of another predicate that the figure's shares: joined without a subject of its own, or governing it."""
        tokens = self._tokens
        if self._is_while(own, other, head):
            return "governor"
        if self._is_as_of(head) and self._is_under(own, other):
            return "joined"
        if tokens.heads[own] == other and own not in tokens.subjects:
            relation = tokens.deprel[own]
            if relation == "conj" and head < own:
                return "joined" if tense_of(tokens, own) in {tense_of(tokens, other), Tense.UNKNOWN} else None
            reported = tokens.lemmas[other] in _WORDS["wants"] | _WORDS["expects"]
            reported = reported and not (relation == "xcomp" and head > own)  # expected to reach 40 degrees *by Sunday*
            if relation in {"advcl", "xcomp"} and not reported and not helpers_of(tokens, own):
                return "governor"
        if tokens.heads[own] == other and self._is_framed(own, head):
            return "joined"
        follows = tokens.heads[other] == own and tokens.deprel[other] == "conj" and head > other
        return "joined" if follows and other not in tokens.subjects else None

    def _is_while(self, own: int, other: int, head: int) -> bool:
        """Whether a day of another clause is that of the figure's as well.

        *Scored 28 points as Norfield won on Tuesday*; *added 300 jobs in May while the rate ticked up to 4 percent*,
        *sales rose in May and profit fell by 2 percent*: both past, and both changes where the first has the day.
        """
        tokens = self._tokens
        if {tense_of(tokens, own), tense_of(tokens, other)} != {Tense.PAST}:
            return False
        joined = {own, tokens.heads[own] if tokens.deprel[own] == "conj" else own, *tokens.dependents(own, "conj")}
        if tokens.deprel[other] == "advcl" and tokens.heads[other] in joined and own < other < head:
            return bool(self._marks(other) & {"as", "when"})
        if tokens.heads[own] != other or not head < own or own not in tokens.subjects:
            return False
        changes = tokens.lower[other] in _CHANGES and tokens.lower[own] in _CHANGES
        return (
            bool(self._marks(own) & {"while", "as"})
            if tokens.deprel[own] == "advcl"
            else (changes and tokens.deprel[own] == "conj")
        )

    def _marks(self, predicate: int) -> set[str]:
        return {self._tokens.lower[at] for at in self._tokens.dependents(predicate, "mark", "advmod")}

    def _is_framed(self, own: int, head: int) -> bool:
        """*In 2019, while rents fell by $90, wages rose*: the day that opens a sentence frames such a clause too."""
        tokens = self._tokens
        marks = {tokens.lower[at] for at in tokens.dependents(own, "mark")}
        opens = head - tokens.sentence_tokens(tokens.sentence[head]).start < _OPENING
        return tokens.deprel[own] == "advcl" and head < own and opens and bool(marks & {"while", "as", "although"})

    def _is_as_of(self, head: int) -> bool:
        """*As of Sunday, officials reported 14 cases*: the day is that of the count."""
        front = self._tokens.lower[max(0, head - 4) : head]
        return any(pair == ("as", "of") for pair in pairwise(front))

    def _is_under(self, own: int, other: int) -> bool:
        for _ in range(_DEEPEST):
            if own == other:
                return True
            if own < 0:
                return False
            own = self._tokens.heads[own]
        return False


_RANKS = {tie: rank for rank, tie in enumerate(("own", "noun", "clause", "joined", "event", "governor"))}
"""The order in which ties are preferred, the closest first."""
