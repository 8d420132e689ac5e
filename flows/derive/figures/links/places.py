"""Where a figure holds: a locative of its noun, of its clause, or of the event that its clause tells of."""

from collections.abc import Iterable

from flows.derive.figures.links.anchors import Anchor
from flows.derive.figures.links.holding import is_person
from flows.derive.figures.links.named import NOBODY, OWNERS, PLACES, Link, Named
from flows.derive.figures.links.tallies import counting_place
from flows.derive.text.tokens import Tokens
from schemas.rows import QuotePart
from seeds.quantities import figure_words, words_of_figures

_HARMING = words_of_figures("harming")
_PLACED = frozenset(figure_words()["place_cue"])
_LOCATIVES = frozenset({"nmod", "obl", "obl:unmarked"})
_UPON = frozenset({"on", "at", "against"})
_SETTLEMENTS = words_of_figures("settlement_noun")
_KIN = frozenset({"daughter", "son", "grandchild", "sibling", "brother", "sister", "stepchild"})
_FAMILY = frozenset({"have", "live", "reside", "raise", "survive", "marry", "father"})
"""Verbs of those who have children."""
_TOLD_OF = ("obl", "obj", "obl:agent")


class Places:
    """Finds the places of a document's figures."""

    def __init__(self, named: Named) -> None:
        self._who, self._tokens = named, named.tokens

    def place(self, anchor: Anchor, part: QuotePart | None = None) -> Link:
        """Where a figure holds: a locative of its noun, its verb, its subject or an event in its clause.

        Within a quote (`part`) only its own places count: in Rome he said that there were 5.
        """
        tokens = self._tokens
        inside = tokens.sentence_tokens(tokens.sentence[anchor.first])
        if not self._who.has_place((tokens.starts[inside.start], tokens.ends[inside.stop - 1])):
            return NOBODY
        locatives = tokens.once(_locatives)
        for how, nodes in self._bases(anchor):
            for node in nodes:
                for child in locatives.get(node, ()):
                    named = self._located(child, part)
                    if named is not None:
                        return Link(named, how)
        counts = counting_place(self._who, anchor)
        return Link(counts, "counts") if counts else NOBODY

    def _bases(self, anchor: Anchor) -> Iterable[tuple[str, Iterable[int]]]:
        """The tokens that a locative may hang on, the nearest kind first."""
        tokens, predicate = self._tokens, anchor.predicate
        yield "noun", (anchor.top, *anchor.nouns, *self._causes(anchor))
        if predicate is None or self._is_of_kin(anchor):
            return
        yield "clause", (predicate,)
        subject = self._who.subject(predicate)
        if subject is not None and subject not in anchor.nouns:
            yield "subject", (subject, *self._struck(subject))
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

    def _is_of_kin(self, anchor: Anchor) -> bool:
        """*Lives in Carden with his two children*: whose they are, and not how many there are in Carden."""
        noun, predicate, lemmas = anchor.counted, anchor.predicate, self._tokens.lemmas
        lives = predicate is not None and lemmas[predicate] in _FAMILY
        return noun is not None and (lemmas[noun] in _KIN or (lives and lemmas[noun] == "child"))

    def _harms(self, one: int, other: int) -> bool:
        """Whether two joined verbs tell of one blow: six were *killed* and five *injured* in Lima."""
        return self._tokens.lemmas[one] in _HARMING and self._tokens.lemmas[other] in _HARMING

    def _struck(self, subject: int) -> list[int]:
        """What a subject that acts was at or upon: a strike *on a school* in Goma."""
        tokens = self._tokens
        if is_person(tokens, subject) or self._who.at(subject, OWNERS | PLACES) is not None:
            return []
        inner = tokens.dependents(subject, "nmod")
        return [at for at in inner if self._who.cases(at) & _UPON and self._who.at(at, OWNERS | PLACES) is None]

    def _causes(self, anchor: Anchor) -> list[int]:
        """What the nouns come of: the toll *from floods* in India."""
        tokens = self._tokens
        inner = [at for noun in anchor.nouns for at in tokens.dependents(noun, "nmod") if not anchor.holds(at)]
        return [
            at for at in inner if self._who.cases(at) & {"from", "of"} and self._who.at(at, OWNERS | PLACES) is None
        ]

    def _events(self, anchor: Anchor, predicate: int) -> list[int]:
        """What a clause tells of with a place of its own: an attack *on a car* in Cairo, *when a shaft collapsed*."""
        tokens = self._tokens
        events = [
            at
            for at in tokens.dependents(predicate, *_TOLD_OF)
            if at != anchor.argument and self._who.at(at, PLACES) is None
        ]
        told = [event for event in events if tokens.deprel[event] != "obj"]
        inner = [at for event in told for at in tokens.dependents(event, "nmod") if self._who.at(at, PLACES) is None]
        when = [
            clause
            for clause in tokens.dependents(predicate, "advcl")
            if clause > predicate
            and any(tokens.lower[mark] in {"when", "after"} for mark in tokens.dependents(clause, "mark", "advmod"))
        ]
        inside = [at for clause in when for at in tokens.dependents(clause, "obl", "obj")]
        return [*events, *inner, *when, *(at for at in inside if self._who.at(at, PLACES) is None)]

    def _located(self, child: int, part: QuotePart | None) -> str | None:
        tokens = self._tokens
        if part is not None and not part.start_char <= tokens.starts[child] < part.end_char:
            return None
        named = [
            self._who.at(at, PLACES)
            for at in tokens.dependents(child, "nmod", "appos")
            if self._who.cases(at) <= {"of"}
        ]
        near = self._who.cases(child)
        if near & _UPON and not near & _PLACED and tokens.lemmas[child] not in _SETTLEMENTS:
            return None  # a strike *on the village of Kona*, and none on a king of Spain
        city = next((one for one in named if one is not None), None) if tokens.upos[child] == "NOUN" else None
        return city or (self._who.at(child, PLACES) if near & _PLACED or not near & _UPON else None)


def _locatives(tokens: Tokens) -> dict[int, list[int]]:
    """What hangs on each token with a preposition of place, ascending."""
    found: dict[int, dict[int, None]] = {}
    for case, relation in enumerate(tokens.deprel):
        if relation == "case" and (tokens.lower[case] in _PLACED or tokens.lower[case] in _UPON):
            child = tokens.heads[case]
            if child >= 0 and tokens.deprel[child] in _LOCATIVES:
                found.setdefault(tokens.heads[child], {})[child] = None
    return {head: sorted(children) for head, children in found.items()}
