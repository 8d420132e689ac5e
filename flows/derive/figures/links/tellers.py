"""Who puts a figure outside of quotes: the subject of a verb of telling, and whose study found it."""

from flows.derive.figures.links.named import NOBODY, Link, Named
from flows.derive.figures.quantities.syntax import apposed, argument_of, subject_of, told_of
from flows.derive.text.annotation import Span
from flows.derive.text.clauses import predicate_over
from seeds.quantities import words_of_figures
from seeds.word_classes import words_of

_TELLERS = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_TELLING, _TOLD, _PLACING = (words_of_figures(code) for code in ("telling_verb", "told_verb", "placing"))
_FINDING, _STUDIES = words_of_figures("finding_verb"), words_of("document_noun")


class Tellers:
    """Finds who tells the figures of a document."""

    def __init__(self, named: Named) -> None:
        self._who, self._tokens = named, named.tokens

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
        names = (self._who.at(noun, _TELLERS) for noun in (head, *apposed(tokens, head)))
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
        authors = [child for child in tokens.dependents(study, "nmod") if self._who.cases(child) & {"by", "from"}]
        named = (self._who.at(one, _TELLERS) for one in (*authors, *tokens.dependents(study, "nmod:poss", "compound")))
        author = next((name for name in named if name), None)
        return Link(author, "told") if author else NOBODY
