"""Whose a figure is: by the tree, never by what stands near in another clause.

An owner is named by a possessor, an attribute or an *of* phrase of the noun counted or measured, by the noun that the
figure is in apposition to, or by the subject of its clause. Each link says what named it, so that each kind has a
confidence of its own. What the tree does not say stays unknown.
"""

from collections.abc import Iterable
from itertools import pairwise

from flows.derive.figures.links.anchors import Anchor
from flows.derive.figures.links.holding import is_of_subject, is_person, is_valued
from flows.derive.figures.links.named import NOBODY, OWNERS, PEOPLES, PERSONS, PLACES, SUBJECTS, Link, Named
from flows.derive.figures.links.stand_ins import is_aged_one
from flows.derive.text.clauses import predicate_over
from schemas.vocabulary import FigureKind
from seeds.quantities import words_of_figures
from seeds.word_classes import words_of

_PARTIES = OWNERS - PEOPLES
"""Whom a subject is of; *Afghan militants* are not the Afghans, but *Afghan troops* are Afghanistan's."""
_ACTORS = words_of_figures("actor")
_DEGREES, _BODIES, _PLANS = (words_of_figures(code) for code in ("degree", "state_body", "plan_noun"))
_GUESSES, _NUMBERS, _SETTING = (words_of_figures(code) for code in ("guess_noun", "number_noun", "setting"))
_TELLING = words_of_figures("telling_verb") | words_of_figures("praising_verb")
_OWN_RESULTS = words_of_figures("result_noun") | words_of_figures("firm_measure")
_FUNDING = words_of_figures("funding_verb")
_OFFSETS = frozenset({"after", "before", "since", "following"})
_SPEAKERS, _OF_SPEAKERS = frozenset({"i", "we"}), frozenset({"my", "our", "your"})
_OF_OTHERS = frozenset({"his", "her", "their", "its"})
_DWELLERS = words_of_figures("dweller")
_RESULTS, _TOLD = words_of_figures("result_noun"), words_of_figures("telling_verb") | words_of_figures("told_verb")
_STATE = words_of_figures("state_body") | frozenset({"office", "department", "agency", "bureau", "ministry"})
_DESCRIBING = frozenset({"amod", "compound", "nummod", "nmod:desc", "nmod"})
_DESCRIPTIVE = frozenset({"duration", "count", "measure"})
_AGING = frozenset({"be", "turn", "reach"})
_ATTRIBUTES = ("compound", "amod", "nmod:desc")
_TIME_LENGTHS = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade", "century"})
_DOCUMENTS = words_of("document_noun") | frozenset({"update", "briefing", "announcement", "advisory"})
_WHITHER = frozenset(
    {*("north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "north-east")}
    | {*("north-west", "south-east", "south-west", "northern", "southern", "away", "from", "off", "inland", "offshore")}
    | {*("outside", "upstream", "downstream")}
)
_BRACKET = 6  # tokens of a distance in other units in brackets
_ONE_OF = 4
"""Tokens of *one of just the*."""
_ANYBODY = OWNERS | PLACES
_HIGHEST = 8  # bounds the walk, should the tree be a circle


class Owners:
    """Finds the owners of a document's figures."""

    def __init__(self, named: Named) -> None:
        self._who, self._tokens = named, named.tokens

    def owner(self, anchor: Anchor, kind: FigureKind) -> Link:
        """Whose figure of a kind it is."""
        often = kind == "frequency" and self._is_hyphened(anchor)  # a *two-time* ambassador
        if often or self._who.names_nobody(anchor.first) or self._is_offset(anchor, kind):
            return NOBODY
        if kind == "age" and (named := self._in_front(anchor)) is not None:
            return Link(named, "apposed")
        if (borne := self._borne(anchor, kind)) is not None:
            return borne
        if kind == "measure" and self._is_distance(anchor):
            return self._of_one_there(anchor)
        owned = list(self._owned(anchor))
        sized = self._describes(anchor, kind) or self._is_size(anchor, kind)
        links = (self._of_noun(noun, anchor, sized=sized) for noun in owned) if kind != "age" else iter(())
        link = next((link for link in links if link.entity_id is not None), NOBODY)
        if link.entity_id is not None or any(map(self._is_anothers, owned)):
            return link
        link = self._above(anchor)
        if kind == "age" and self._who.kinds.get(link.entity_id or "") != "PERSON":
            link = NOBODY  # *Ida Quill, 39, of Evansville*
        return link if link.entity_id is not None else self._of_sentence(anchor, kind)

    def _is_offset(self, anchor: Anchor, kind: FigureKind) -> bool:
        """*One year after the Battle of Lom*: what a day is counted from does not have the year."""
        behind = anchor.last + 1
        return kind == "duration" and behind < len(self._tokens) and self._tokens.lower[behind] in _OFFSETS

    def _borne(self, anchor: Anchor, kind: FigureKind) -> Link | None:
        """*The pact has cost Norvex $3 million*: what something costs somebody is that one's; None of other verbs."""
        tokens, predicate = self._tokens, anchor.predicate
        if predicate is None or anchor.argument is None:
            return None
        if kind == "money" and self._is_taken(anchor.top, predicate):
            named = self._who.named(tokens.heads[anchor.top], OWNERS)
            return Link(named, "subject" if named else None)
        if tokens.lemmas[predicate] != "cost":
            return None
        whom = [at for at in tokens.dependents(predicate, "iobj", "obj") if predicate < at < anchor.argument]
        named = self._who.named(whom[0], OWNERS) if whom else None
        return Link(named, "subject" if named else None) if whom else None

    def _is_taken(self, top: int, predicate: int) -> bool:
        """*Robbed the firm of $3 million*: people and bodies are not of an amount, it was theirs who were robbed."""
        tokens, whom = self._tokens, self._tokens.heads[top]
        robbed = predicate < whom < top and tokens.heads[whom] == predicate and tokens.deprel[whom] == "obj"
        return robbed and tokens.lemmas[whom] in _ACTORS and "of" in self._who.cases(top)

    def _is_distance(self, anchor: Anchor) -> bool:
        """*73 km (45 miles) north of Carden*, *12 miles from the coast*: how far, and no size of anything."""
        tokens, behind = self._tokens, anchor.last + 1
        if tokens.lower[behind : behind + 1] == ["("] and ")" in tokens.lower[behind : behind + _BRACKET]:
            behind = tokens.lower.index(")", behind) + 1
        elif tokens.lower[behind : behind + 1] == [")"]:
            behind += 1
        return any(word in _WHITHER for word in tokens.lower[behind : behind + 1])

    def _of_one_there(self, anchor: Anchor) -> Link:
        """Who is, lies or came so far from somewhere: never a place beside the distance, nor who tells of it."""
        tokens, predicate = self._tokens, anchor.predicate
        if predicate is None or tokens.dependents(predicate, "obj", "ccomp"):
            return NOBODY
        subject = self._who.subject(predicate)
        named = None if subject is None or anchor.holds(subject) else self._who.named(subject, OWNERS)
        return Link(named, "subject") if named is not None else NOBODY

    def _is_size(self, anchor: Anchor, kind: FigureKind) -> bool:
        """*A three day, 12 city tour of Galania*: a number before a noun in the singular tells of what sort it is."""
        tokens, top = self._tokens, anchor.top
        attribute = tokens.deprel[top] in _ATTRIBUTES and not anchor.holds(tokens.heads[top])
        if kind not in _DESCRIPTIVE or tokens.lower[anchor.first] in {"one", "a", "1"}:
            return False
        if attribute and anchor.counted is None:
            return True
        noun = anchor.counted
        singular = noun is not None and tokens.upos[noun] == "NOUN" and tokens.lower[noun] == tokens.lemmas[noun]
        inner = tokens.dependents(noun, "compound") if noun is not None and singular else []
        return any(tokens.upos[at] == "NOUN" for at in inner)

    def _of_sentence(self, anchor: Anchor, kind: FigureKind) -> Link:
        """Whose a figure is that its own words and those around leave to nobody."""
        if kind == "age":
            return self._aged(anchor)
        return NOBODY if self._is_when(anchor) or self._describes(anchor, kind) else self._of_clause(anchor, kind)

    def _is_anothers(self, noun: int) -> bool:
        """*Hit 80 percent of the town's wells*: of a possessor without a name, and not the subject's."""
        tokens = self._tokens
        possessors = tokens.dependents(noun, "nmod:poss")
        if self._is_told_of_another(noun, {tokens.lower[at] for at in possessors}):
            return True
        others = any(tokens.lower[at] == "their" for at in possessors) and self._acts_alone(noun)
        whose = [at for at in tokens.dependents(noun, "nmod") if self._who.cases(at) & {"of"}]  # *of Sailor Luna*
        names = [at for at in (*possessors, *whose) if tokens.upos[at] == "PROPN"]
        strange = any(self._who.at(at, _ANYBODY) is None for at in names)
        return others or strange or any(tokens.upos[at] == "NOUN" for at in possessors)

    def _is_told_of_another(self, noun: int, possessors: set[str]) -> bool:
        """*Our five letters were ignored by her*, *I miss his three children*: one says I, the other does not."""
        if possessors & _OF_SPEAKERS:
            return True
        predicate = predicate_over(self._tokens, noun) if possessors & _OF_OTHERS else None
        subject = self._who.subject(predicate) if predicate is not None else None
        return subject is not None and self._tokens.lower[subject] in _SPEAKERS

    def _acts_alone(self, noun: int) -> bool:
        """*She kept half of their wages*: what is theirs is not hers."""
        predicate = predicate_over(self._tokens, noun)
        subject = self._who.subject(predicate) if predicate is not None else None
        return subject is not None and self._who.at(subject, PERSONS) is not None

    def _owned(self, anchor: Anchor) -> Iterable[int]:
        """The nouns whose possessor has the figure; an *estimate* is but of whom it comes from."""
        nouns = anchor.nouns if anchor.counted is None else dict.fromkeys((*anchor.nouns, anchor.counted))
        return (
            noun for noun in nouns if self._tokens.lemmas[noun] not in _GUESSES and not self._is_whole(noun, anchor)
        )

    def _is_whole(self, noun: int, anchor: Anchor) -> bool:
        """*39 of South Carolina's 54 delegates*: the 54 are South Carolina's, the 39 whose they became."""
        tokens = self._tokens
        behind = anchor.last < noun and tokens.lower[anchor.last + 1] == "of"
        return behind and any(at > anchor.last for at in tokens.dependents(noun, "nummod"))

    def _describes(self, anchor: Anchor, kind: FigureKind) -> bool:
        """Whether a figure only describes a noun: *a six-year bill*, *the seven-member court*."""
        tokens = self._tokens
        hyphened = self._is_hyphened(anchor)
        return hyphened and kind in _DESCRIPTIVE and tokens.deprel[anchor.top] in _DESCRIBING - {"nmod"}

    def _is_hyphened(self, anchor: Anchor) -> bool:
        return any("-" in word for word in self._tokens.words[anchor.first : anchor.last + 1])

    def _in_front(self, anchor: Anchor) -> str | None:
        """Whose name stands right before the comma or bracket of an age: *Ben Karr, 39;*, *Ben Karr, age 39*."""
        tokens = self._tokens
        first = anchor.first - (tokens.lower[anchor.first - 1 : anchor.first] in (["age"], ["aged"]))
        apposed = first > 1 and tokens.lower[first - 1] in {",", "("}
        if first < anchor.first and not apposed:
            return self._who.at(first - 1, PERSONS) if first else None  # his daughter Ann Karr *aged 13*
        apposed = apposed and tokens.lower[first - 2].replace(".", "") not in _DEGREES
        return self._who.at(first - 2, PERSONS) if apposed else None

    def _aged(self, anchor: Anchor) -> Link:
        """Who is so old: the name that an age describes, or the subject of being, turning, or what came *at* it."""
        tokens, above = self._tokens, self._tokens.heads[anchor.top]
        if above >= 0 and tokens.deprel[anchor.top] in _DESCRIBING:
            named = self._who.at(above, PERSONS)
            if named is not None:
                return Link(named, "apposed")
        if is_aged_one(tokens, anchor.top) or is_aged_one(tokens, anchor.last):
            return Link(self._who.told_of(anchor.last), "aged")
        predicate = anchor.predicate
        if predicate is None or not (
            anchor.holds(predicate) or tokens.lemmas[predicate] in _AGING or self._is_at(anchor)
        ):
            return NOBODY
        subject = self._who.subject(predicate)
        named = None if subject is None or anchor.holds(subject) else self._who.at(subject, PERSONS)
        return Link(named, "subject") if named is not None else NOBODY

    def _is_when(self, anchor: Anchor) -> bool:
        """Whether a length of time says when or how long: *in two days*, *seven years ago* belong to nobody."""
        tokens = self._tokens
        when = anchor.argument is not None and tokens.deprel[anchor.argument] in {"obl", "obl:unmarked", "advmod"}
        return when and tokens.lemmas[anchor.top] in _TIME_LENGTHS

    def _is_at(self, anchor: Anchor) -> bool:
        """Whether an age tells when its clause was so: died *at the age of 79*, won *at 19*."""
        return anchor.argument is not None and bool(self._who.cases(anchor.argument) & {"at", "by"})

    def _of_noun(self, noun: int, anchor: Anchor, attributes: frozenset[str] = OWNERS, *, sized: bool = False) -> Link:
        """*Boeing's* profit, *U.S.* troops, the population of *Denmark*.

        `attributes` are the kinds of entities that may describe the noun; of what is only `sized` the country toured
        has nothing.
        """
        tokens = self._tokens
        if not tokens.children[noun]:
            return NOBODY
        if attributes & PEOPLES and is_person(tokens, noun) and tokens.lemmas[noun] not in _BODIES:
            attributes -= PEOPLES  # *two Belgian nuns* are not Belgium's
        if tokens.lemmas[noun].lower() in _DWELLERS:
            attributes -= PLACES  # *two Oregon residents* are not Oregon's
        describing = self._possessor(noun, attributes, anchor)
        if describing is not None:
            return Link(describing, "possessor")
        for child in () if sized else tokens.dependents(noun, "nmod"):
            case = self._who.cases(child)
            counted = anchor.holds(child) or child == anchor.counted  # *thousands of Dakotans*
            tied = case & {"of"} or (case == {"at"} and tokens.lemmas[noun] in _RESULTS)  # net income *at Pell Bank*
            named = self._who.at(child, OWNERS) if tied and not counted else None
            if named is not None and named != self._who.at(noun, OWNERS):
                return Link(named, "of")
        return NOBODY

    def _possessor(self, noun: int, attributes: frozenset[str], anchor: Anchor) -> str | None:
        """Whom a possessor of a noun names, else an attribute; *Great* Lakes are no owner, *US* dollars nobody's."""
        tokens = self._tokens
        for relations, kinds in ((("nmod:poss",), OWNERS), (_ATTRIBUTES, attributes)):
            for child in tokens.dependents(noun, *relations):
                own = anchor.holds(child) and anchor.counted is None
                named = None if own else self._who.named(child, kinds)
                if named is not None and named != self._who.at(noun, kinds):
                    return named
        demonyms = map(self._who.demonym, tokens.dependents(noun, *_ATTRIBUTES)) if attributes >= PEOPLES else ()
        return next(filter(None, demonyms), None)

    def _above(self, anchor: Anchor) -> Link:
        """What the figure is set beside before its clause is reached: Roe, *43*; Ford, *with 400 workers*."""
        tokens, node = self._tokens, anchor.top
        if "to" in tokens.lower[anchor.first : anchor.last] or tokens.lower[anchor.last + 1 : anchor.last + 2] == [
            "in"
        ]:
            return NOBODY  # led Roe, *49 percent to 42*; 90 in Lyon, *20 in Nice*
        for _ in range(_HIGHEST):
            relation, above = tokens.deprel[node], tokens.heads[node]
            beside = relation in {"appos", "nummod", "nmod:unmarked", "dep"} or (
                relation == "nmod" and bool(self._who.cases(node) & {"with"})
            )
            if above < 0 or not beside or above == anchor.predicate:
                return NOBODY
            if not anchor.holds(above) and (named := self._who.at(above, OWNERS)) is not None:
                return Link(named, "apposed")
            node = above
        return NOBODY

    def _of_clause(self, anchor: Anchor, kind: FigureKind) -> Link:
        """The subject of the figure's verb, where the clause says that the subject has it."""
        tokens, predicate = self._tokens, anchor.predicate
        if predicate is None or self._is_all(anchor) or self._is_in_parts(anchor, kind):
            return NOBODY
        if anchor.argument is not None and tokens.deprel[anchor.argument] in SUBJECTS:
            return self._of_subject(anchor)
        link = self._of_measured(anchor, predicate)
        return link if link is not None else self._of_doer(anchor, predicate, kind)

    def _of_measured(self, anchor: Anchor, predicate: int) -> Link | None:
        """Whose that is which a verb sets a value for; None where it sets none, or for one of the subject's own."""
        measured = self._set_object(anchor, predicate)
        link = self._of_noun(measured, anchor) if measured is not None else NOBODY
        own = measured is None or (link.entity_id is None and self._tokens.dependents(measured, "nmod:poss"))
        return None if own else link

    def _of_doer(self, anchor: Anchor, predicate: int, kind: FigureKind) -> Link:
        """The subject, where the clause says that it has the figure, or whose the subject is."""
        tokens = self._tokens
        subject = self._who.subject(predicate)
        if subject is None or anchor.holds(subject) or not is_of_subject(tokens, anchor, kind):
            return NOBODY
        if (named := self._who.named(subject, OWNERS)) is not None:
            nothing = self._only_tells(named, anchor, predicate, kind) or self._is_of_object(named, anchor, predicate)
            nothing = nothing or tokens.lower[anchor.last + 1 : anchor.last + 2] == ["magnitude"]  # a quake's
            return NOBODY if nothing else Link(named, "subject")
        return self._over_subject(anchor, subject, kind)

    def _is_all(self, anchor: Anchor) -> bool:
        """*Carden is one of the 33 towns*: it is one of them, and all 33 are not its."""
        front = self._tokens.lower[max(0, anchor.first - _ONE_OF) : anchor.first]
        return any(pair in {("one", "of"), ("among", "the")} for pair in pairwise(front))

    def _is_in_parts(self, anchor: Anchor, kind: FigureKind) -> bool:
        """*Congress cut poverty in half*: how much of something is left."""
        return kind == "ratio" and anchor.first > 0 and self._tokens.lower[anchor.first - 1] == "in"

    def _only_tells(self, named: str, anchor: Anchor, predicate: int, kind: FigureKind) -> bool:
        """Whether somebody but speaks of a figure: a senator who *announces* or *celebrates* has none of it.

        Nor has one of the money that she *secured* for others.
        """
        verbs = _TELLING | _FUNDING if kind == "money" else _TELLING
        who, lemma = self._who.kinds.get(named), self._tokens.lemmas[predicate]
        if who == "ORG" and lemma in _TELLING:  # a centre that *reports* a 95 percent rate, but a firm its profit
            return kind == "percent" and not any(self._tokens.lemmas[at] in _OWN_RESULTS for at in anchor.nouns)
        return who == "PERSON" and lemma in verbs

    def _is_of_object(self, named: str, anchor: Anchor, predicate: int) -> bool:
        """*She raised the fare to $3*: what somebody sets a thing to is not hers, unless the thing is."""
        tokens, argument = self._tokens, anchor.argument
        if argument is None or tokens.deprel[argument] != "obl" or self._who.kinds.get(named) != "PERSON":
            return False
        things = [at for at in tokens.dependents(predicate, "obj") if predicate < at < argument]
        return (
            bool(things)
            and not any(tokens.dependents(at, "nmod:poss") for at in things)
            and bool(self._who.cases(argument) & {"to", "from"})
        )

    def _over_subject(self, anchor: Anchor, subject: int, kind: FigureKind) -> Link:
        """Whose the subject is: the *plant* of Ford; what a plan would cut is not the planner's."""
        lemma = self._tokens.lemmas[subject]
        untold = lemma in _PLANS | _GUESSES | _DOCUMENTS or self._tokens.lemmas[anchor.predicate or 0] in _TELLING
        if untold or self._tokens.upos[subject] == "PROPN":
            return NOBODY  # *the centre's update had the storm 9 miles off*, *Lom's Comic Fair drew 900*
        if is_person(self._tokens, subject) and lemma not in _BODIES:
            # what Mount Harn's visitors spent is not the mountain's
            return self._of_bearer(subject) if self._tokens.lower[subject] == lemma else NOBODY
        if lemma in _NUMBERS:
            inner = [at for at in self._tokens.dependents(subject, "nmod") if self._who.cases(at) & {"of"}]
            links = (self._of_noun(at, anchor) for at in inner)
            return next((link for link in links if link.entity_id is not None), NOBODY)
        kinds = OWNERS if lemma in _BODIES else _PARTIES
        if kind == "count" and is_person(self._tokens, subject):
            kinds -= PERSONS  # what her troops did is theirs
        inner = self._tokens.dependents(subject, "nmod")  # revenue *for the quarter*
        whose = any(self._who.cases(at) - {"for", "in"} for at in inner)
        if lemma in _RESULTS and not whose and not self._tokens.dependents(subject, "nmod:poss"):
            return self._of_sayer(predicate=anchor.predicate)
        link = self._of_noun(subject, anchor, kinds)
        valued = kind != "count" and is_valued(self._tokens, anchor)  # what her tax cuts did is not hers
        near = self._who.kinds.get(link.entity_id or "")
        named = any(self._who.at(at, PLACES) for at in self._tokens.dependents(subject, *_ATTRIBUTES))
        # a Texas plant's glue is not Texas', but what the cranes of Skarn lift is Skarn's
        others = near in PERSONS or (near in PLACES and named and lemma not in _BODIES)
        mine = near is None or (others and not valued)
        return NOBODY if mine else Link(link.entity_id, "of_subject")

    def _of_bearer(self, noun: int) -> Link:
        """*Army contractor Ben Karr paid $3 million*: his, and not the army's."""
        near = self._tokens.dependents(noun, "appos", "flat", "nmod:desc", "nmod:unmarked")
        named = next((who for at in near if (who := self._who.at(at, PERSONS)) is not None), None)
        return Link(named, "subject") if named is not None else NOBODY

    def _of_sayer(self, predicate: int | None) -> Link:
        """*Marlow Foods said revenue rose 4 percent*: the results that a firm tells of without a name are its own."""
        tokens = self._tokens
        above = -1 if predicate is None else tokens.heads[predicate]
        if predicate is None or above < 0 or tokens.deprel[predicate] != "ccomp" or tokens.lemmas[above] not in _TOLD:
            return NOBODY
        subject = self._who.subject(above)
        named = None if subject is None else self._who.named(subject, OWNERS)
        firm = named is not None and self._who.kinds.get(named) == "ORG"
        state = subject is not None and any(tokens.lemmas[at].lower() in _STATE for at in (subject, subject + 1))
        return Link(named, "of_subject") if firm and not state else NOBODY

    def _set_object(self, anchor: Anchor, predicate: int) -> int | None:
        """What a verb sets a value for: they put its *strength* at 3,000 soldiers."""
        tokens, argument = self._tokens, anchor.argument
        at_value = argument is not None and (
            "at" in self._who.cases(argument) or tokens.lower[anchor.first - 1] == "at"
        )
        if argument is None or not at_value or tokens.lemmas[predicate] not in _SETTING:
            return None
        return next((at for at in tokens.dependents(predicate, "obj") if at < argument), None)

    def _of_subject(self, anchor: Anchor) -> Link:
        """Of a figure in the subject, by whom it was done: 12 men were arrested *by the FBI*."""
        tokens = self._tokens
        agents = tokens.dependents(anchor.predicate, "obl:agent") if anchor.predicate is not None else []
        agents = [at for at in agents if self._who.cases(at) & {"by"}]
        named = self._who.at(agents[0], OWNERS) if agents else None
        return Link(named, "agent") if named is not None else NOBODY
