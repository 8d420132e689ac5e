"""Who is named where: the entities at the tokens of a document, what stands for them, and the subjects of clauses."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from flows.derive.figures.links.stand_ins import is_aged_one, sayer_of
from flows.derive.figures.quantities.syntax import apposed, subject_of
from flows.derive.text.annotation import Span
from flows.derive.text.clauses import predicate_over
from flows.derive.text.subjects import is_passive
from flows.derive.text.tokens import Tokens
from schemas.rows import Mention
from seeds.quantities import words_of_figures

PERSONS, PEOPLES = frozenset({"PERSON"}), frozenset({"NORP"})
PLACES = frozenset({"GPE", "LOC", "FAC"})
OWNERS = frozenset({"PERSON", "ORG", "GPE", "NORP", "PRODUCT", "EVENT", "FAC"})
SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer", "csubj")
_SHARING = frozenset({"conj", "xcomp", "advcl"})
"""Clauses that may lack a subject since they have that of the verb above; what is said has one of its own."""
_CALLING = frozenset({"call", "appeal", "urge", "ask", "press", "beg", "order", "tell", "lobby"})
_PRAISING = words_of_figures("praising_verb")
"""What is done *to* an end by what somebody but supports is not done by them."""
_FIRMS = words_of_figures("firm_noun")
_DATELINE = re.compile(
    r"(?:, [A-Z][\w.]*(?: [A-Z][\w.]*)?){0,2}"  # state, country
    r"(?:,? [A-Z][a-z]{2,8}\.? \d{1,2},?(?: \d{4})?)?(?: \([\w ]+\))?"  # day, agency
    r" ?(?:—|–|--?) (?=[A-Z\"“‘'])"
)
"""What stands between a dateline's place and its text."""
_NEAR = 60  # characters: how far a name that holds the place may begin before it
_HIGHEST = 8  # bounds the walk, should the tree be a circle


class Link(NamedTuple):
    """An entity and what named it; both None where nothing does."""

    entity_id: str | None
    how: str | None


NOBODY = Link(None, None)


class Named:
    """The mentions of entities by place, with the trees they stand in.

    Attributes:
        tokens: the tokens of the document.
        kinds: the kind that each entity was last named as.
        firms: the entities that are organisations.
    """

    def __init__(self, tokens: Tokens, mentions: Sequence[Mention]) -> None:
        self.tokens = tokens
        mentions = [one for one in mentions if not _in_dateline(tokens.body, one)]
        self._mentions = sorted(mentions, key=lambda mention: (mention.start_char, -mention.end_char))
        self._starts = [mention.start_char for mention in self._mentions]
        self._silent: dict[int, bool] = {}
        self._places = [mention.start_char for mention in self._mentions if mention.kind in PLACES]
        self.kinds = {mention.entity_id: mention.kind for mention in self._mentions if mention.entity_id is not None}
        self.firms = frozenset(one.entity_id for one in mentions if one.kind == "ORG" and one.entity_id is not None)

    def has_place(self, span: Span) -> bool:
        """Whether a place is named within some characters."""
        low = bisect_left(self._places, span[0])
        return low < len(self._places) and self._places[low] < span[1]

    def names_nobody(self, token: int) -> bool:
        """Whether the sentence of a token has neither a name nor an adjective or age that stands for one."""
        tokens, sentence = self.tokens, self.tokens.sentence[token]
        if sentence not in self._silent:
            inside = tokens.sentence_tokens(sentence)
            begins, ends = tokens.starts[inside.start], tokens.ends[inside.stop - 1]
            at = bisect_left(self._starts, begins)
            named = at < len(self._starts) and self._starts[at] < ends
            aged = "old" in tokens.body[begins:ends].lower()
            stands = aged or not self._demonyms.keys().isdisjoint(tokens.words[inside.start : inside.stop])
            self._silent[sentence] = not named and not stands
        return self._silent[sentence]

    def cases(self, token: int) -> set[str]:
        """The prepositions of a token, lower case."""
        return {self.tokens.lower[at] for at in self.tokens.dependents(token, "case")}

    def named(self, token: int, kinds: frozenset[str]) -> str | None:
        """The entity of one of some kinds at a token, or the one that the token stands for."""
        named = self._firm(token, kinds)
        if named is not None:
            return named
        if is_aged_one(self.tokens, token):
            return self.told_of(token)
        sayer = sayer_of(self.tokens, token)
        if sayer is None:
            return self._of_own_subject(token, kinds)
        firm = self.tokens.lemmas[sayer] in _FIRMS  # the *maker* Norvex is no person, whatever it was taken for
        kinds = kinds - PEOPLES if firm else kinds - PEOPLES - PERSONS
        firms = (self._firm(noun, kinds) for noun in (sayer, *apposed(self.tokens, sayer)))
        return next((one for one in firms if one is not None), None)

    def _of_own_subject(self, token: int, kinds: frozenset[str]) -> str | None:
        """*Lyon was second with 159 homicides to its 318,000 residents*: the one thing that its clause tells of."""
        tokens = self.tokens
        predicate = predicate_over(tokens, token) if tokens.lower[token] == "its" else None
        subject = subject_of(tokens, predicate) if predicate is not None else None
        return None if subject is None or subject > token else self.at(subject, kinds - PERSONS - PEOPLES)

    def _firm(self, token: int, kinds: frozenset[str]) -> str | None:
        named = self.at(token, kinds)
        return named if named is not None or self.tokens.lemmas[token] not in _FIRMS else self._firm_before(token)

    def _firm_before(self, token: int) -> str | None:
        """*The company*: the one firm that its sentence names before."""
        tokens = self.tokens
        if not any(tokens.lower[at] == "the" for at in tokens.dependents(token, "det")):
            return None
        begins = tokens.starts[tokens.sentence_tokens(tokens.sentence[token]).start]
        low, high = bisect_left(self._starts, begins), bisect_left(self._starts, tokens.starts[token])
        named = [one for one in self._mentions[low:high] if one.kind == "ORG"]
        firms = {one.entity_id for one in named if self.tokens.body[one.end_char : one.end_char + 1] != ")"}
        return firms.pop() if len(firms) == 1 else None

    def demonym(self, token: int) -> str | None:
        """*Galanian* of Galania: the place named in the text whose name an adjective is made of."""
        word = self.tokens.words[token]
        return self._demonyms.get(word) if word[:1].isupper() else None

    @cached_property
    def _demonyms(self) -> dict[str, str]:
        places = [one for one in self._mentions if one.kind == "GPE" and one.entity_id is not None]
        return {
            stem + ending: one.entity_id or ""
            for one in places
            for stem, ending in ((one.text, "n"), (one.text, "an"), (one.text, "ian"), (one.text[:-1], "ian"))
        }

    def told_of(self, token: int) -> str | None:
        """The one person named before a token, or in the first paragraph; None where there are more."""
        here = self.tokens.starts[token]
        for near in self._people:
            named = [entity_id for entity_id, end in near.items() if end <= here]
            if len(named) == 1:
                return named[0]
        return None

    @cached_property
    def _people(self) -> tuple[dict[str, int], dict[str, int]]:
        """Where the first two people of the text, and of the paragraph that names one first, are first told of."""
        people = [one for one in self._mentions if one.kind == "PERSON"]
        opening = [one for one in people if one.paragraph == people[0].paragraph]
        return _first_two(people), _first_two(opening)

    def at(self, token: int, kinds: frozenset[str]) -> str | None:
        """The entity of one of some kinds whose shortest mention holds a token."""
        place = self.tokens.starts[token]
        low = bisect_left(self._starts, place - _NEAR)
        high = bisect_left(self._starts, place + 1)
        around = [one for one in self._mentions[low:high] if one.end_char > place and one.kind in kinds]
        found = min(around, key=lambda one: one.end_char - one.start_char, default=None)
        return found.entity_id if found is not None else None

    def subject(self, predicate: int) -> int | None:
        """Who acts or, in the passive, to whom it is done."""
        tokens = self.tokens
        for _ in range(_HIGHEST):
            own = [at for at in tokens.dependents(predicate, *SUBJECTS) if at < predicate]
            if own:
                return self._antecedent(own[-1], predicate)
            relation, above = tokens.deprel[predicate], tokens.heads[predicate]
            if relation in {"xcomp", "advcl"} and (asked := self._asked(predicate, above)) is not None:
                return asked
            if relation == "xcomp" and (moved := self._moved(predicate, above)) is not None:
                return moved
            shares = relation in _SHARING and is_passive(tokens, predicate) <= is_passive(tokens, above)
            aimed = relation == "advcl" and above >= 0 and tokens.lemmas[above] in _PRAISING
            if above < 0 or not shares or aimed:
                return above if relation == "acl" and tokens.lower[predicate].endswith("ing") else None
            predicate = above
        return None

    def _asked(self, predicate: int, above: int) -> int | None:
        """Whom somebody calls *on* to do something: not who calls is to pay."""
        tokens = self.tokens
        aim = any(tokens.lower[at] == "to" for at in tokens.dependents(predicate, "mark"))
        if not aim or tokens.lemmas[above] not in _CALLING:
            return None
        asked = [at for at in tokens.dependents(above, "obl", "obj") if above < at < predicate]
        whom = {"to"} if tokens.lemmas[above] == "appeal" else {"on", "upon", "for"}
        return next((at for at in asked if tokens.deprel[at] == "obj" or self.cases(at) & whom), None)

    def _moved(self, predicate: int, above: int) -> int | None:
        """Whom a verb has do something: it expects *prices* to fall."""
        objects = self.tokens.dependents(above, "obj", "expl")
        return next((at for at in objects if above < at < predicate), None)

    def _antecedent(self, subject: int, predicate: int) -> int:
        """What a relative pronoun stands for, else the subject itself."""
        tokens = self.tokens
        if tokens.deprel[predicate] != "acl:relcl" or tokens.lower[subject] not in {"who", "which", "that"}:
            return subject
        above = tokens.heads[predicate]
        if tokens.lower[subject] == "who":
            return self._person_over(above)
        return subject if self.at(above, PERSONS) is not None else above  # provisions by Roe *that* will extend it

    def _person_over(self, noun: int) -> int:
        """*Ann Lee, mayor of Lyon, who had 26 votes*: the person that a *who* stands for."""
        above = noun
        for _ in range(_HIGHEST):
            if self.at(above, PERSONS) is not None:
                return above
            if self.tokens.deprel[above] not in {"nmod", "appos", "compound", "flat"}:
                break
            above = self.tokens.heads[above]
        return noun


def _in_dateline(body: str, mention: Mention) -> bool:
    """*PHOENIX — Two officials …*: the place of a dateline, which no clause tells of, whatever its tree says."""
    if mention.kind not in PLACES or not _DATELINE.match(body, mention.end_char):
        return False
    low = max(0, mention.start_char - _NEAR - 1)
    line = body.rfind("\n", low, mention.start_char) + 1
    return (line > 0 or low == 0) and not any(map(str.islower, body[line : mention.start_char]))


def _first_two(mentions: Sequence[Mention]) -> dict[str, int]:
    """Where the first mentions of the two entities named first end."""
    found: dict[str, int] = {}
    for one in mentions:
        if one.entity_id is not None:
            found.setdefault(one.entity_id, one.end_char)
        if len(found) > 1:
            break
    return found
