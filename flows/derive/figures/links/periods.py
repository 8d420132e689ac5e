"""When a figure holds: the days that its own noun or clause names, never those of a clause beside it.

A day that is only compared with (*than last year*), that dates a report (*said on Monday*) or that a superlative looks
back to (*the lowest since 1969*) is no period. What has lost 310 men *since January* holds until publication.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise, takewhile
from typing import NamedTuple

from flows.derive.figures.links.anchors import Anchor, argument_of
from flows.derive.figures.links.holding import is_person
from flows.derive.figures.links.stretches import Stretch, Stretches
from flows.derive.text.clauses import Tense, helpers_of, predicate_over, tense_of
from flows.derive.text.times import TimeSpan
from flows.derive.text.tokens import Tokens
from schemas.vocabulary import FigureRole
from seeds.quantities import clause_words, figure_words, words_of_figures

_WORDS = clause_words()
_COMPARES = _WORDS["compares"]
_COMPARED_LEVELS = _COMPARES | {"below", "above", "over", "under", "beyond"}
_SUPERLATIVES = frozenset({"first", "last", "best", "worst", "most", "least", "high", "low", "record"})
_OFFSETS = frozenset(
    {*("after", "before", "ahead", "following", "prior", "late", "later", "sooner", "faster", "slower", "longer")}
    | {*("shorter", "earlier", "younger", "older", "behind", "away")}
)
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
_MONTH = timedelta(days=27)
"""From the first day of a month to its last, at least: before and after such times is outside of them."""
_OFFSET_MARKS = frozenset({"after", "before", "since", "until", "once"})
_SENTENCING = frozenset({"sentence", "order", "condemn"})
_FARTHER = 10  # ranks: such days count where no others do
_ASIDE = 6  # tokens of a bracket before its day: *(2040 Friday, UTC)*
_LEVELS = frozenset({"level", "levels", "figure", "figures", "total", "totals"})
_TELLING = words_of_figures("telling_verb") | words_of_figures("praising_verb") | {"welcome", "applaud"}
_LASTING = frozenset({"for", "in", "over", "during", "within", "after", "throughout", "of"})
_SPENDING = _WORDS["lasting"] | {"spend", "take"}
_TIME_LENGTHS = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade", "century"})
_PARTS = frozenset({"percent", "cent", "per"})
_SPELT = 4  # letters of a unit that is spelt out, at least: *acre*
_ATTRIBUTES = frozenset({"nummod", "compound", "amod", "nmod:desc"})


class Period(NamedTuple):
    """First and last day, and what ties them to the figure."""

    first: date | None
    last: date | None
    how: str | None


_UNKNOWN = Period(None, None, None)


class Periods:
    """The time expressions of a document by place, and the day of its publication."""

    def __init__(self, tokens: Tokens, times: Sequence[TimeSpan], published: date | None) -> None:
        self._tokens, self._published = tokens, published
        self._stretches = Stretches(tokens, times, published)

    def period(self, anchor: Anchor, others: Sequence[Anchor], role: FigureRole | None, length: float = 0) -> Period:
        """When a figure holds; `others` are the figures beside it in its sentence, `length` the days that it lasts."""
        sentence = self._tokens.sentence_tokens(self._tokens.sentence[anchor.first])
        best: tuple[int, int, Period] | None = None
        stretches = [] if self._is_offset(anchor) else self._stretches.within(sentence.start, sentence.stop - 1)
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
            if self._is_shut_off(anchor, others, stretch) or self._is_longer(anchor, stretch, length):
                continue
            if tie is None or (role == "from" and tie not in {"own", "noun"}):
                continue
            near = abs(self._tokens.starts[anchor.last] - stretch.start_char)
            rank = _RANKS[tie] + _FARTHER * (stretch.told or self._is_aside(anchor, stretch))
            ranked = (rank, near, Period(*self._days(stretch, role), tie))
            best = ranked if best is None or ranked[:2] < best[:2] else best
        return best[2] if best is not None else _UNKNOWN

    def _is_offset(self, anchor: Anchor) -> bool:
        """*Two days after the May 7 quake*: a length that some other day is counted by."""
        tokens, behind = self._tokens, anchor.last + 1
        counted = behind < len(tokens) and tokens.lower[behind] in _OFFSETS
        return counted and tokens.lemmas[anchor.last] in _OFFSET_LENGTHS

    def _is_behind(self, anchor: Anchor, stretch: Stretch) -> bool:
        """Whether nothing but a preposition stands between a figure and some days: 5.9 percent *in May*."""
        begins = self._tokens.token_at(stretch.start_char)
        between = range(anchor.last + 1, begins)
        return (
            anchor.last < begins
            and len(between) <= _GAP
            and all(self._tokens.upos[at] in {"ADP", "DET", "SCONJ"} for at in between)
        )

    def _is_others(self, other: Anchor, stretch: Stretch, *, several: bool) -> bool:
        """Whether some days stand right behind another figure, and are its alone: *from 500 million a year earlier*."""
        whence = self._tokens.lower[max(0, other.first - 1)] in {"from", "with", "versus"}
        return (several or whence) and self._is_behind(other, stretch)

    def _is_aside(self, anchor: Anchor, stretch: Stretch) -> bool:
        """*At 4:40 on Saturday (2040 Friday, UTC)*: days in brackets without the figure say others again."""
        tokens, at = self._tokens, self._tokens.token_at(stretch.start_char)
        front = tokens.lower[max(0, at - _ASIDE) : at][::-1]
        opened = front.index("(") if "(" in front else None
        if opened is None or ")" in front[:opened]:
            return False
        return anchor.first < at - opened or ")" in tokens.lower[at : anchor.first]

    def _is_longer(self, anchor: Anchor, stretch: Stretch, length: float) -> bool:
        """*Came in 1985 and spent three decades there*: what lasts longer than some days was not within them."""
        tokens, argument = self._tokens, anchor.argument
        if (stretch.last - stretch.first).days + 1 >= length or argument is None or anchor.holds(stretch.head):
            return False
        when = tokens.deprel[argument] in {"obl", "obl:unmarked"} and bool(self._cases(anchor.top) & _LASTING)
        predicate = anchor.predicate
        above = -1 if predicate is None else tokens.heads[predicate]
        if predicate is None or (above >= 0 and tokens.lemmas[above] in _SENTENCING):
            return when  # *was sentenced on Monday to serve 21 months*
        return when or tokens.lemmas[predicate] in _SPENDING

    def _cases(self, node: int) -> set[str]:
        return {self._tokens.lower[at] for at in self._tokens.dependents(node, "case")}

    def _is_shut_off(self, anchor: Anchor, others: Sequence[Anchor], stretch: Stretch) -> bool:
        """Whether some days stand in brackets with a figure, and this one outside: *402 people (2019: 315)*."""
        tokens, at = self._tokens, self._tokens.token_at(stretch.start_char)
        front = tokens.lower[tokens.sentence_tokens(tokens.sentence[at]).start : at]
        if "(" not in front:
            return False
        opened = at - front[::-1].index("(") - 1
        return anchor.last < opened and any(other.first > opened for other in others)

    def _days(self, stretch: Stretch, role: FigureRole | None) -> tuple[date | None, date | None]:
        if stretch.ends is not None and role in {"from", "to"}:
            return stretch.ends[role == "to"]  # from 2010 to 2020 it doubled *to 88,000*
        if "since" in stretch.cases:
            first = stretch.last if stretch.of_end else stretch.first
            return first, max(self._published, first) if self._published else None
        if stretch.cases & {"until", "till", "by", "through"}:
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
        tokens = self._tokens
        if tokens.lower[head + 1 : head + 2] and tokens.lower[head + 1] in _LEVELS:  # whatever the tree hangs it on
            return {*tokens.lower[max(0, head - _GAP) : head]}
        modifies = noun == head + 1 and tokens.upos[noun] == "NOUN"
        return {tokens.lower[at] for at in tokens.dependents(noun, "case")} if modifies else set()

    def _tie(self, anchor: Anchor, others: Sequence[Anchor], stretch: Stretch) -> str | None:
        """What ties some days to a figure; None for nothing."""
        head = stretch.head
        path = self._path(head)
        if anchor.holds(head) or self._is_apart(anchor, stretch, path):
            return "own" if anchor.holds(head) and not self._is_over(anchor, stretch) else None
        nouns = {*anchor.nouns, *self._said_otherwise(anchor, others)}
        listed = self._up_to_a_list(path)
        if any(node in nouns or anchor.holds(node) for node in listed) or self._is_in_its_relative(anchor, head):
            return "noun"
        if self._dates_the_antecedent(anchor, path):
            return "event"
        taken = any(other.holds(node) for other in others for node in path)
        return None if taken or self._describes(anchor) else self._by_predicate(anchor, stretch, loose=bool(path))

    def _is_apart(self, anchor: Anchor, stretch: Stretch, path: Sequence[int]) -> bool:
        """Whether some days are none of the figure's, whatever hangs on them: what it is compared with above all."""
        compared = self._cases_around(stretch.head) & _COMPARED_LEVELS or stretch.cases & _COMPARES
        looked_at = self._is_looked_at(stretch.head, path) or self._is_of_a_record(stretch)
        return bool(compared) or stretch.cases >= _AS_IN or looked_at or self._is_over(anchor, stretch)

    def _is_over(self, anchor: Anchor, stretch: Stretch) -> bool:
        """*Came in 1985 and spent the next three decades there*: those are not the ones behind publication."""
        return stretch.ahead and anchor.predicate is not None and tense_of(self._tokens, anchor.predicate) is Tense.PAST

    def _describes(self, anchor: Anchor) -> bool:
        """*The 75 m ship*, *the 3 acre, 40 panel park opened in 1993*: a size holds whenever."""
        tokens, top = self._tokens, anchor.top
        before = tokens.deprel[top] == "appos" and top < tokens.heads[top]  # whatever the tree says: none stands before
        if tokens.deprel[top] == "appos" and not before:  # 75 m (*250 ft*)
            top = max(tokens.heads[top], 0)
        attribute = tokens.upos[top] == "NOUN" and (before or tokens.deprel[top] in _ATTRIBUTES)
        attribute = attribute and not anchor.holds(tokens.heads[top])
        return (attribute and anchor.counted is None) or self._is_one_size(anchor)

    def _is_one_size(self, anchor: Anchor) -> bool:
        """*40 panel* park, *30-storey* tower: a noun in the singular, before the one that it says the size of."""
        tokens, last = self._tokens, anchor.last
        behind = last + 1 + (tokens.lower[last + 1 : last + 2] == [","])
        noun = tokens.upos[last] == "NOUN" and tokens.lower[last] == tokens.lemmas[last] and last > anchor.first
        hyphened = any("-" in word for word in tokens.words[anchor.first : last + 1])
        if not (noun or hyphened) or behind >= len(tokens) or tokens.lower[last] in _TIME_LENGTHS | _PARTS:
            return False
        whole = anchor.counted is not None or len(tokens.words[last]) >= _SPELT  # *5 km* is no *mile*
        return whole and tokens.upos[behind] in {"NOUN", "ADJ", "NUM"}

    def _is_of_a_cause(self, head: int, predicate: int) -> bool:
        """*Jailed for 27 years for the murder in April 2023*: what it was for, over or after was at another time."""
        tokens, argument = self._tokens, argument_of(self._tokens, head, predicate)
        cases = set() if argument is None else {tokens.lower[at] for at in tokens.dependents(argument, "case")}
        return not cases.isdisjoint(_CAUSES)

    def _by_predicate(self, anchor: Anchor, stretch: Stretch, *, loose: bool) -> str | None:
        """The tie by the predicate over some days: to *the blast on Sunday* it is `loose`r than to its verb."""
        predicate = predicate_over(self._tokens, stretch.head)
        if predicate is None or anchor.predicate is None:
            return None
        if predicate == anchor.predicate:
            if not loose:
                return "clause"
            apart = self._is_of_a_cause(stretch.head, predicate) or self._is_beside_in_list(anchor, stretch.head)
            return None if apart else "event"
        behind = stretch.told and stretch.head > predicate > anchor.predicate
        born = self._tokens.lower[predicate] == "born"  # *was born in 1950 and has three daughters*
        return None if behind or born else self._beside(anchor.predicate, predicate, stretch.head, loose=loose)

    def _is_beside_in_list(self, anchor: Anchor, head: int) -> bool:
        """*Five chapters, a report on 2021, and tables*: a day of another thing in the figure's list."""
        tokens = self._tokens
        return any(
            tokens.deprel[node] in {"conj", "appos"}
            and tokens.heads[node] in {anchor.top, anchor.counted, *anchor.nouns}
            for node in self._path(head)
        )

    def _up_to_a_list(self, path: Sequence[int]) -> Sequence[int]:
        """The tokens of a path before it goes over to what its noun is joined to: *15 men, or the blast in May*."""
        tokens = self._tokens
        joined = (
            at
            for at, node in enumerate(path)
            if tokens.deprel[node] == "conj" or (tokens.deprel[node] == "appos" and self._is_another(node))
        )
        return path[: next(joined, len(path)) + 1]

    def _said_otherwise(self, anchor: Anchor, others: Sequence[Anchor]) -> list[int]:
        """*$7 million, or 24 cents a share, a year earlier*: the same amount in other words."""
        tokens = self._tokens
        return [
            other.top
            for other in others
            if tokens.deprel[other.top] == "conj"
            and tokens.heads[other.top] == anchor.top
            and any(tokens.lower[at] == "or" for at in tokens.dependents(other.top, "cc"))
        ]

    def _is_another(self, noun: int) -> bool:
        """*Two failures - the March 11 attacks*, *five essays, a report on 2021, and maps*: no name for them.

        The first is told which by the day before it; the second stands in a list.
        """
        tokens = self._tokens
        which = any(
            at < noun and tokens.upos[at] in {"PROPN", "NUM"} for at in tokens.dependents(noun, "compound", "nummod")
        )
        listed = any(at > noun for at in tokens.dependents(tokens.heads[noun], "conj"))
        return which or listed

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
        aim = any(tokens.lower[at] == "to" for at in tokens.dependents(predicate, "mark"))
        if aim and not tokens.dependents(predicate, "aux:pass"):
            return False  # doses *to prepare for fairs on May 4*
        who = any(tokens.lower[at] == "who" for at in tokens.dependents(predicate, "nsubj", "nsubj:pass"))
        there = anchor.predicate is None or bool(tokens.dependents(anchor.predicate, "expl"))
        if who and not (there and anchor.counted is not None and is_person(tokens, anchor.counted)):
            return False  # four officers who fought on May 6 *later left*
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

    def _is_looked_at(self, head: int, path: Sequence[int]) -> bool:
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
        backward = any(tokens.lower[at] in {"since", "in"} for at in tokens.dependents(head, "case"))
        return backward and any(map(self._is_superlative, near))

    def _is_superlative(self, token: int) -> bool:
        """*The lowest*, *a record*; nobody is first who *recorded* something or what *lasted*."""
        tokens = self._tokens
        listed = tokens.lemmas[token] in _SUPERLATIVES and tokens.upos[token] != "VERB"
        return listed or tokens.lower[token].endswith("est")

    def _is_of_a_record(self, stretch: Stretch) -> bool:
        """*38 percent, the lowest since 1997*, *for the first time since May*: by words, wherever the tree hangs it."""
        tokens, at = self._tokens, self._tokens.token_at(stretch.start_char) - 1
        if at < 0 or tokens.lower[at] != "since":
            return False
        front = takewhile(lambda one: tokens.upos[one] != "PUNCT", range(at - 1, max(at - _RECORD, -1), -1))
        return any(map(self._is_superlative, front))

    def _beside(self, own: int, other: int, head: int, *, loose: bool) -> str | None:
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
            apart = relation == "advcl" and bool(self._marks(own) & _OFFSET_MARKS)  # *after recording* it
            apart = apart or tokens.lemmas[own] in _TELLING  # came today *to celebrate a grant*
            if relation in {"advcl", "xcomp"} and not (reported or apart or helpers_of(tokens, own)):
                return "governor"
        if tokens.heads[own] == other and self._is_framed(own, head):
            return "joined"
        follows = tokens.heads[other] == own and tokens.deprel[other] == "conj" and head > other and not loose
        things = tokens.dependents(other, "obj")
        alike = not things or any(tokens.dependents(at, "nummod") for at in things)  # *killed 4 and hurt 9 on Monday*
        return "joined" if follows and alike and other not in tokens.subjects else None

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
