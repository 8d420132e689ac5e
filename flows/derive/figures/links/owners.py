"""Whose a figure is, where it holds and who puts it: by the tree, never by what stands near in another clause.

An owner is named by a possessor, an attribute or an *of* phrase of the noun counted or measured, by the noun that the
figure is in apposition to, or by the subject of its clause; a place by a locative of that noun or clause. Each link
says what named it, so that each kind has a confidence of its own. What the tree does not say stays unknown.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from flows.derive.figures.links.anchors import Anchor
from flows.derive.figures.quantities.syntax import apposed, argument_of, subject_of, told_of
from flows.derive.text.annotation import Span
from flows.derive.text.clauses import predicate_over
from flows.derive.text.subjects import is_passive
from flows.derive.text.tokens import Tokens
from schemas.rows import Mention, QuotePart
from schemas.vocabulary import FigureKind
from seeds.quantities import figure_words, words_of_figures
from seeds.word_classes import words_of

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_OWNERS = frozenset({"PERSON", "ORG", "GPE", "NORP", "PRODUCT", "EVENT", "FAC"})
_PARTIES = _OWNERS - {"NORP"}
"""Whom a subject is of; *Afghan militants* are not the Afghans, but *Afghan troops* are Afghanistan's."""
_HARMING = words_of_figures("harming")
_DEGREES = words_of_figures("degree")
_BODIES = words_of_figures("state_body")
_DESCRIBING = frozenset({"amod", "compound", "nummod", "nmod:desc", "nmod"})
_DESCRIPTIVE = frozenset({"duration", "count", "measure"})
_AGING = frozenset({"be", "turn", "reach"})
_PLANS = words_of_figures("plan_noun")
_PLACED = frozenset(figure_words()["place_cue"])
_TELLERS = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_TELLING, _TOLD, _PLACING = (words_of_figures(code) for code in ("telling_verb", "told_verb", "placing"))
_FINDING, _STUDIES = words_of_figures("finding_verb"), words_of("document_noun")
_ATTRIBUTES = ("compound", "amod", "nmod:desc")
_SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer", "csubj")
_SHARING = frozenset({"conj", "xcomp", "advcl"})
"""Clauses that may lack a subject since they have that of the verb above; what is said has one of its own."""
_LOCATIVES = ("nmod", "obl", "obl:unmarked")
_TOLD_OF = ("obl", "obj", "obl:agent")
_NEAR = 60
_PERSONS = frozenset({"PERSON"})
_LENGTHS = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade", "century"})
_HIGHEST = 8


class Link(NamedTuple):
    """An entity and what named it; both None where nothing does."""

    entity_id: str | None
    how: str | None


NOBODY = Link(None, None)


class Owners:
    """The mentions of entities by place, with the trees they stand in."""

    def __init__(self, tokens: Tokens, mentions: Sequence[Mention]) -> None:
        self._tokens = tokens
        self._mentions = sorted(mentions, key=lambda mention: (mention.start_char, -mention.end_char))
        self._starts = [mention.start_char for mention in self._mentions]

    def owner(self, anchor: Anchor, kind: FigureKind) -> Link:
        """Whose figure of a kind it is."""
        if kind == "age" and (named := self._in_front(anchor)) is not None:
            return Link(named, "apposed")
        for noun in anchor.nouns:
            link = self._of_noun(noun, anchor)
            if link.entity_id is not None and kind != "age":
                return link
        link = self._above(anchor)
        if link.entity_id is not None:
            return link
        if kind == "age":
            return self._aged(anchor)
        return NOBODY if self._is_when(anchor) or self._describes(anchor, kind) else self._of_clause(anchor)

    def _describes(self, anchor: Anchor, kind: FigureKind) -> bool:
        """Whether a figure only describes a noun: *a six-year bill*, *the seven-member court*."""
        tokens = self._tokens
        hyphened = any("-" in word for word in tokens.words[anchor.first : anchor.last + 1])
        return hyphened and kind in _DESCRIPTIVE and tokens.deprel[anchor.top] in _DESCRIBING - {"nmod"}

    def _in_front(self, anchor: Anchor) -> str | None:
        """Whose name stands right before the comma or bracket of an age: *Ben Karr, 39;*."""
        tokens, first = self._tokens, anchor.first
        apposed = first > 1 and tokens.lower[first - 1] in {",", "("}
        apposed = apposed and tokens.lower[first - 2].replace(".", "") not in _DEGREES
        return self._at(first - 2, _PERSONS) if apposed else None

    def _aged(self, anchor: Anchor) -> Link:
        """Who is so old: the name that an age describes, or the subject of being, turning, or what came *at* it."""
        tokens, above = self._tokens, self._tokens.heads[anchor.top]
        if above >= 0 and tokens.deprel[anchor.top] in _DESCRIBING:
            named = self._at(above, _PERSONS)
            if named is not None:
                return Link(named, "apposed")
        predicate = anchor.predicate
        if predicate is None or not (
            anchor.holds(predicate) or tokens.lemmas[predicate] in _AGING or self._is_at(anchor)
        ):
            return NOBODY
        subject = self._subject(predicate)
        named = None if subject is None or anchor.holds(subject) else self._at(subject, _PERSONS)
        return Link(named, "subject") if named is not None else NOBODY

    def _is_when(self, anchor: Anchor) -> bool:
        """Whether a length of time says when or how long: *in two days*, *seven years ago* belong to nobody."""
        tokens = self._tokens
        when = anchor.argument is not None and tokens.deprel[anchor.argument] in {"obl", "obl:unmarked", "advmod"}
        return when and tokens.lemmas[anchor.top] in _LENGTHS

    def _is_at(self, anchor: Anchor) -> bool:
        """Whether an age tells when its clause was so: died *at the age of 79*, won *at 19*."""
        return anchor.argument is not None and bool(self._cases(anchor.argument) & {"at", "by"})

    def _of_noun(self, noun: int, anchor: Anchor, attributes: frozenset[str] = _OWNERS) -> Link:
        """*Boeing's* profit, *U.S.* troops, the population of *Denmark*.

        `attributes` are the kinds of entities that may describe the noun.
        """
        tokens = self._tokens
        for relations, kinds in ((("nmod:poss",), _OWNERS), (_ATTRIBUTES, attributes)):
            for child in tokens.dependents(noun, *relations):
                if (named := self._at(child, kinds)) is not None:
                    return Link(named, "possessor")
        for child in tokens.dependents(noun, "nmod"):
            case = self._cases(child)
            if case & {"of"} and not anchor.holds(child) and (named := self._at(child, _OWNERS)) is not None:
                return Link(named, "of")
        return NOBODY

    def _above(self, anchor: Anchor) -> Link:
        """What the figure is set beside before its clause is reached: Roe, *43*; Ford, *with 400 workers*."""
        tokens, node = self._tokens, anchor.top
        for _ in range(_HIGHEST):
            relation, above = tokens.deprel[node], tokens.heads[node]
            beside = relation in {"appos", "nummod", "nmod:unmarked", "dep"} or (
                relation == "nmod" and bool(self._cases(node) & {"with"})
            )
            if above < 0 or not beside or above == anchor.predicate:
                return NOBODY
            if not anchor.holds(above) and (named := self._at(above, _OWNERS)) is not None:
                return Link(named, "apposed")
            node = above
        return NOBODY

    def _of_clause(self, anchor: Anchor) -> Link:
        """The subject of the figure's verb, unless the figure is in it or the verb but tells."""
        tokens, predicate = self._tokens, anchor.predicate
        if predicate is None or (tokens.lemmas[predicate] in _TELLING and not self._has_measure(anchor)):
            return NOBODY
        if anchor.argument is not None and tokens.deprel[anchor.argument] in _SUBJECTS:
            return self._of_subject(anchor)
        subject = self._subject(predicate)
        if subject is None or anchor.holds(subject):
            return NOBODY
        if (named := self._at(subject, _OWNERS)) is not None:
            return Link(named, "subject")
        if tokens.lemmas[subject] in _PLANS:
            return NOBODY  # what a plan would cut is not the planner's
        body = tokens.lemmas[subject] in _BODIES
        link = self._of_noun(subject, anchor, _OWNERS if body else _PARTIES)
        return Link(link.entity_id, "of_subject") if link.entity_id is not None else NOBODY

    def _subject(self, predicate: int) -> int | None:
        """Who acts or, in the passive, to whom it is done."""
        tokens = self._tokens
        for _ in range(_HIGHEST):
            own = [at for at in tokens.dependents(predicate, *_SUBJECTS) if at < predicate]
            if own:
                return self._antecedent(own[-1], predicate)
            relation, above = tokens.deprel[predicate], tokens.heads[predicate]
            shares = relation in _SHARING and is_passive(tokens, predicate) <= is_passive(tokens, above)
            if above < 0 or not shares:
                return above if relation == "acl" and tokens.lower[predicate].endswith("ing") else None
            predicate = above
        return None

    def _antecedent(self, subject: int, predicate: int) -> int:
        """What a relative pronoun stands for, else the subject itself."""
        tokens = self._tokens
        if tokens.deprel[predicate] != "acl:relcl" or tokens.lower[subject] not in {"who", "which", "that"}:
            return subject
        above = tokens.heads[predicate]
        return self._person_over(above) if tokens.lower[subject] == "who" else above

    def _person_over(self, noun: int) -> int:
        """*Ann Lee, mayor of Lyon, who had 26 votes*: the person that a *who* stands for."""
        above = noun
        for _ in range(_HIGHEST):
            if self._at(above, _PERSONS) is not None:
                return above
            if self._tokens.deprel[above] not in {"nmod", "appos", "compound", "flat"}:
                break
            above = self._tokens.heads[above]
        return noun

    def _of_subject(self, anchor: Anchor) -> Link:
        """Of a figure in the subject, by whom it was done: 12 men were arrested *by the FBI*."""
        tokens = self._tokens
        agents = tokens.dependents(anchor.predicate, "obl:agent") if anchor.predicate is not None else []
        named = self._at(agents[0], _OWNERS) if agents else None
        return Link(named, "agent") if named is not None else NOBODY

    @staticmethod
    def _has_measure(anchor: Anchor) -> bool:
        return len(anchor.nouns) > 1

    def place(self, anchor: Anchor, part: QuotePart | None = None) -> Link:
        """Where a figure holds: a locative of its noun, its verb, its subject or an event in its clause.

        Within a quote (`part`) only its own places count: in Rome he said that there were 5.
        """
        for how, nodes in self._bases(anchor):
            for node in nodes:
                for child in self._tokens.dependents(node, *_LOCATIVES):
                    named = self._located(child, part)
                    if named is not None:
                        return Link(named, how)
        return NOBODY

    def _bases(self, anchor: Anchor) -> Iterable[tuple[str, Iterable[int]]]:
        """The tokens that a locative may hang on, the nearest kind first."""
        tokens, predicate = self._tokens, anchor.predicate
        yield "noun", (anchor.top, *anchor.nouns, *self._causes(anchor))
        if predicate is None:
            return
        yield "clause", (predicate,)
        subject = self._subject(predicate)
        if subject is not None and subject not in anchor.nouns:
            yield "subject", (subject,)
        yield (
            "event",
            self._events(anchor, predicate),
        )
        above = tokens.heads[predicate]
        if above >= 0 and tokens.deprel[predicate] in {"conj", "advcl", "xcomp"}:
            beside = tokens.deprel[predicate] == "advcl" and tokens.lower[predicate].endswith("ing")
            shared = beside or self._harms(predicate, above)
            yield "joined", (above, *(self._events(anchor, above) if shared else ()))
        for other in tokens.dependents(predicate, "conj"):
            if self._harms(predicate, other):
                yield "joined", (other, *self._events(anchor, other))

    def _harms(self, one: int, other: int) -> bool:
        """Whether two joined verbs tell of one blow: six were *killed* and five *injured* in Lima."""
        return self._tokens.lemmas[one] in _HARMING and self._tokens.lemmas[other] in _HARMING

    def _causes(self, anchor: Anchor) -> list[int]:
        """What the nouns come of: the toll *from floods* in India."""
        tokens = self._tokens
        inner = [at for noun in anchor.nouns for at in tokens.dependents(noun, "nmod") if not anchor.holds(at)]
        return [at for at in inner if self._cases(at) & {"from", "of"} and self._at(at, _OWNERS | _PLACES) is None]

    def _events(self, anchor: Anchor, predicate: int) -> list[int]:
        """What a clause tells of with a place of its own: an attack *on a car* in Cairo, *when a shaft collapsed*."""
        tokens = self._tokens
        events = [
            at
            for at in tokens.dependents(predicate, *_TOLD_OF)
            if at != anchor.argument and self._at(at, _PLACES) is None
        ]
        told = [event for event in events if tokens.deprel[event] != "obj"]
        inner = [at for event in told for at in tokens.dependents(event, "nmod") if self._at(at, _PLACES) is None]
        when = [
            clause
            for clause in tokens.dependents(predicate, "advcl")
            if clause > predicate
            and any(tokens.lower[mark] in {"when", "after"} for mark in tokens.dependents(clause, "mark", "advmod"))
        ]
        inside = [at for clause in when for at in tokens.dependents(clause, "obl", "obj")]
        return [*events, *inner, *when, *(at for at in inside if self._at(at, _PLACES) is None)]

    def _located(self, child: int, part: QuotePart | None) -> str | None:
        tokens = self._tokens
        if not self._cases(child) & _PLACED:
            return None
        if part is not None and not part.start_char <= tokens.starts[child] < part.end_char:
            return None
        named = [self._at(at, _PLACES) for at in tokens.dependents(child, "nmod", "appos") if self._cases(at) <= {"of"}]
        city = next((one for one in named if one is not None), None) if tokens.upos[child] == "NOUN" else None
        return city or self._at(child, _PLACES)

    def _cases(self, token: int) -> set[str]:
        return {self._tokens.lower[at] for at in self._tokens.dependents(token, "case")}

    def teller(self, span: Span, *, measured: bool) -> Link:
        """Who puts, estimates or counts a figure outside of quotes: the entity at the head of its verb's subject."""
        tokens = self._tokens
        first, last = tokens.token_at(span[0]), tokens.token_at(span[1] - 1)
        behind = told_of(tokens, last)
        finder = self._finder(last)
        if finder.entity_id is not None:
            return finder
        verb = behind if behind is not None else argument_of(tokens, first, last)
        if verb is None or tokens.lemmas[verb] not in (_TELLING if behind is None else _TOLD):
            return NOBODY
        if behind is None and tokens.lemmas[verb] in _PLACING and not measured:
            return NOBODY
        head = subject_of(tokens, verb)
        if head is None or (behind is None and tokens.starts[head] >= span[0]):
            return NOBODY
        names = (self._at(noun, _TELLERS) for noun in (head, *apposed(tokens, head)))
        named = next((name for name in names if name), None)
        return Link(named, "told") if named else NOBODY

    def _finder(self, token: int) -> Link:
        """Whose study it is that found the figure: a survey *by Gallup* found that 61 percent sleep badly."""
        tokens = self._tokens
        predicate = predicate_over(tokens, token)
        if predicate is not None and tokens.deprel[predicate] == "ccomp":
            predicate = tokens.heads[predicate]
        found = predicate is not None and tokens.lemmas[predicate] in _FINDING
        study = subject_of(tokens, predicate) if predicate is not None and found else None
        if study is None or tokens.lemmas[study] not in _STUDIES:
            return NOBODY
        authors = [child for child in tokens.dependents(study, "nmod") if self._cases(child) & {"by", "from"}]
        named = (self._at(one, _TELLERS) for one in (*authors, *tokens.dependents(study, "nmod:poss", "compound")))
        author = next((name for name in named if name), None)
        return Link(author, "told") if author else NOBODY

    def _at(self, token: int, kinds: frozenset[str]) -> str | None:
        """The entity of one of some kinds whose shortest mention holds a token."""
        place = self._tokens.starts[token]
        low = bisect_left(self._starts, place - _NEAR)
        high = bisect_left(self._starts, place + 1)
        around = [one for one in self._mentions[low:high] if one.end_char > place and one.kind in kinds]
        found = min(around, key=lambda one: one.end_char - one.start_char, default=None)
        return found.entity_id if found is not None else None
