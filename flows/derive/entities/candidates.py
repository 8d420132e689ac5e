"""Whom a pronoun may stand for: the people and bodies mentioned so far, and what is known of each at that place."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from flows.derive.entities.binding import barred, is_reflexive, subject_cluster
from flows.derive.entities.own_words import marked_words, reported_clause, reporting_verb
from flows.derive.entities.unnamed import gender_of_noun, is_indefinite
from flows.derive.text.cues import verb_at
from flows.derive.text.signs import SUBJECTS
from flows.derive.text.tokens import Tokens
from seeds.people import Gender, pronouns

_NAMING = frozenset({"flat", "appos", "nmod:desc", "compound"})
_MARKS = frozenset({"”", "’", '"', "'", "''", "»"})
_FARTHEST = 8
"""Sentences from a mention to a pronoun for it."""


@dataclass(slots=True)
class Candidate:
    """An entity that a pronoun may stand for: what kind, which gender, and where it was mentioned so far."""

    cluster: int
    """Negative for a person whom the article does not name."""
    person: bool
    gender: Gender | None
    body: bool = False
    """Whether it is an organisation, which *they* may stand for."""
    taken_for: Counter[str | None] = field(default_factory=Counter)
    """How often pronouns of a gender surely stood for it, where nothing else speaks for its gender."""
    last_sentence: int = -1
    last_token: int = -1
    last_subject: bool = False
    """Whether it was a subject in the sentence of its last mention."""
    owner: bool = False
    """Whether its last mention is a possessive or hangs on another noun."""
    of_person: bool = False
    """Whether its last mention hangs on another person's (*a doctor from Harn*)."""
    count: int = 0
    spoke: bool = False
    """Whether its last mention is the subject of a verb of saying."""
    last_spoke: int = -1
    """The last token at which it spoke."""
    quoted: bool = False
    """Whether its last mention is part of somebody's words."""
    indefinite: bool = False
    """Whether it came in as *a driver*, *one woman*: somebody new."""


@dataclass(slots=True)
class State:
    """A document read up to a token: who was mentioned where, and who stands at each pronoun so far."""

    tokens: Tokens
    candidates: dict[int, Candidate]
    named: Mapping[int, int]
    """The cluster named at a token (a name's head)."""
    standing: dict[int, int]
    """The cluster that stands at a token, by name or by a pronoun resolved so far."""
    marks: Sequence[range]
    """The tokens of the outermost marked stretches."""
    quoted: AbstractSet[int]
    recent: dict[int, None] = field(default_factory=dict)
    """The clusters mentioned so far, the last one at the end."""
    last_speaker: int | None = None

    def mention(self, cluster: int, token: int) -> None:
        """Take in that a cluster stands at a token."""
        one = self.candidates.get(cluster)
        if one is None:
            return
        tokens = self.tokens
        subject, sentence = is_subject(tokens, token) or speaks_behind(tokens, token), tokens.sentence[token]
        if subject:
            head = _governor(tokens, token)
            one.spoke = head >= 0 and verb_at(tokens, head) is not None
        elif sentence != one.last_sentence:
            one.spoke = False
        if one.spoke and token not in self.quoted:
            one.last_spoke, self.last_speaker = token, cluster
        one.last_subject = subject or (one.last_subject and sentence == one.last_sentence)
        one.owner = tokens.deprel[token] in {"nmod:poss", "nmod", "compound"}
        one.of_person = tokens.deprel[token] == "nmod" and tokens.heads[token] in self.standing
        one.last_sentence, one.last_token, one.quoted = sentence, token, token in self.quoted
        one.count += 1
        self.recent.pop(cluster, None)
        self.recent[cluster] = None

    def unnamed(self, cluster: int, token: int) -> None:
        """Take in that a person whom nothing names stands at a token."""
        if cluster not in self.candidates:
            gender, new = gender_of_noun(self.tokens, token), is_indefinite(self.tokens, token)
            self.candidates[cluster] = Candidate(cluster, person=True, gender=gender, indefinite=new)
        self.standing[token] = cluster
        self.mention(cluster, token)

    def possible(self, token: int) -> list[Candidate]:
        """Whom the grammar of the sentence leaves: for a reflexive its subject, if that is known."""
        recent = list(self._recent(token))
        if is_reflexive(self.tokens, token) and self.tokens.heads[token] >= 0:
            subject = subject_cluster(self.tokens, self.tokens.heads[token], self.standing)
            return [one for one in recent if one.cluster == subject] or recent
        no_longer = barred(self.tokens, token, self.standing)
        return [one for one in recent if one.cluster not in no_longer]

    def spoken_of(self, token: int) -> tuple[AbstractSet[int], AbstractSet[int], AbstractSet[int]]:
        """The clusters told of in the words that a pronoun is said to say.

        They are told of in marked ones, or in a reported clause, by a name or as *my friend*, *a doctor*; or pronouns
        in marked ones, of its gender or as subjects, stand for them.
        """
        verb = reporting_verb(self.tokens, token)
        if verb is None or token in self.quoted:
            return frozenset(), frozenset(), frozenset()
        marked = [one for run in marked_words(self.tokens, token, verb, self.marks) for one in run]
        reported = reported_clause(self.tokens, verb, self.quoted)
        tokens, gender = self.tokens, _gender(self.tokens, token)
        alike = (one for one in marked if is_subject(tokens, one) or _gender(tokens, one) == gender)
        told = {self.standing[one] for one in alike if one in self.standing}
        return self._told_of(marked), self._told_of(reported), told

    def _told_of(self, tokens: Iterable[int]) -> AbstractSet[int]:
        """The clusters at some tokens, by names or nouns of their own."""
        found = ((one, self.standing.get(one)) for one in tokens)
        return {cluster for one, cluster in found if cluster is not None and (one in self.named or cluster < 0)}

    def reporter_of(self, token: int) -> int | None:
        """Who reports the clause that a token is the subject of: *Roe said he would run*."""
        verb = self.tokens.heads[token]
        if verb < 0 or self.tokens.deprel[token] not in SUBJECTS or self.tokens.deprel[verb] not in {"ccomp", "xcomp"}:
            return None
        governor = self.tokens.heads[verb]
        if governor < 0 or verb_at(self.tokens, governor) is None:
            return None
        return subject_cluster(self.tokens, governor, self.standing)

    def _recent(self, token: int) -> Iterator[Candidate]:
        """The entities mentioned within reach, the last one first."""
        for cluster in reversed(self.recent):
            one = self.candidates[cluster]
            if self.tokens.sentence[token] - one.last_sentence > _FARTHEST:
                return
            yield one


def state_of(
    tokens: Tokens, candidates: Sequence[Candidate], named: Mapping[int, int], marks: Sequence[range]
) -> State:
    """A document of which nothing is read yet; `named` gives the cluster named at a token."""
    quoted = frozenset(token for run in marks for token in run)
    return State(tokens, {one.cluster: one for one in candidates}, named, dict(named), marks, quoted)


def is_subject(tokens: Tokens, token: int) -> bool:
    """Whether a token is a subject, or names one (*his friend Luka*)."""
    head = tokens.heads[token]
    if tokens.deprel[token] in _NAMING and head >= 0:
        return tokens.deprel[head] in SUBJECTS
    return tokens.deprel[token] in SUBJECTS


def speaks_behind(tokens: Tokens, token: int) -> bool:
    """*“…,” says a doctor*: whether a noun behind a verb of saying that marks precede is the one who says it."""
    head = tokens.heads[token]
    if not 0 < head < token or tokens.deprel[token] not in {"obj", "iobj", "nsubj"} or verb_at(tokens, head) is None:
        return False
    return tokens.words[head - 1] in _MARKS


def _gender(tokens: Tokens, token: int) -> str | None:
    """The gender of a pronoun; None for any other word."""
    form = pronouns().get(tokens.lower[token])
    return form.gender if form is not None else None


def _governor(tokens: Tokens, token: int) -> int:
    """The verb of a subject, also of one that is named beside it."""
    head = tokens.heads[token]
    return tokens.heads[head] if tokens.deprel[token] in _NAMING and head >= 0 else head
