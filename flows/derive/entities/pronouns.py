"""Third-person pronouns and the entities they stand for: gender, place in the sentence, recency.

A candidate is an entity named before the pronoun. It scores by how far back its last mention lies, whether that
mention is a subject, how often the entity was named, and whether it speaks. Gender must not contradict: the
evidence is a title, a pronoun next to an apposition, or a given name (`seeds/reference/given_names.csv`).
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from flows.derive.entities.binding import barred, is_reflexive, subject_cluster
from flows.derive.text.cues import verbs
from flows.derive.text.tokens import Tokens
from seeds.people import Gender, pronouns
from seeds.rows import Pronoun

_NAMING = frozenset({"flat", "appos", "nmod:desc", "compound"})
_FARTHEST = 8
_SURE = 0.5
"""How far ahead of the next one a candidate must be for a pronoun to count as evidence of gender."""
_OTHER_GENDER = 2.5
"""What it costs a candidate that pronouns of another gender stood for it: more than a sentence or two of distance."""
_BODY_REACH = 4
"""Sentences from a body to *it* or *they* for it."""
_SPEAKER = 2.0
"""What it costs a candidate to have said the words that the pronoun is part of."""
_PLURAL_REACH = 80
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer"})


@dataclass(slots=True)
class Candidate:
    """An entity that a pronoun may stand for: what kind, which gender, and where it was mentioned so far."""

    cluster: int
    person: bool
    gender: Gender | None
    body: bool = False
    """Whether it is an organisation, which *they* may stand for."""
    taken_for: Counter[str | None] = field(default_factory=Counter)
    """How often pronouns of a gender surely stood for it, where nothing else speaks for its gender."""
    last_sentence: int = -1
    last_token: int = -1
    subject_token: int = -1
    """Its last mention as a subject."""
    last_subject: bool = False
    """Whether it was a subject in the sentence of its last mention."""
    count: int = 0
    spoke: bool = False
    quoted: bool = False
    """Whether its last mention is part of somebody's words."""


@dataclass(frozen=True, slots=True)
class Antecedent:
    """A pronoun's token and the cluster that it stands for."""

    token: int
    cluster: int
    margin: float


@dataclass(slots=True)
class _State:
    tokens: Tokens
    candidates: dict[int, Candidate]
    standing: dict[int, int]
    """The cluster that stands at a token, by name or by a pronoun resolved so far."""
    quoted: AbstractSet[int]
    recent: dict[int, None] = field(default_factory=dict)
    """The clusters mentioned so far, the last one at the end."""
    found: list[Antecedent] = field(default_factory=list)


def resolve(
    tokens: Tokens, candidates: Sequence[Candidate], named: Mapping[int, int], quoted: AbstractSet[int]
) -> list[Antecedent]:
    """The pronouns whose entity is found; `named` gives the cluster named at a token (a name's head).

    `quoted` are the tokens between quotation marks.
    """
    state = _State(tokens, {one.cluster: one for one in candidates}, dict(named), quoted)
    for token, word in enumerate(tokens.lower):
        if token in named:
            _mention(state, named[token], token)
        elif word in pronouns():
            _resolve_one(state, token, pronouns()[word])
    return state.found


def _mention(state: _State, cluster: int, token: int) -> None:
    one = state.candidates.get(cluster)
    if one is None:
        return
    tokens = state.tokens
    subject, sentence = _is_subject(tokens, token), tokens.sentence[token]
    if subject:
        one.subject_token = token
        head = tokens.heads[token]
        one.spoke = head >= 0 and tokens.lemmas[head] in verbs()
    elif sentence != one.last_sentence:
        one.spoke = False
    one.last_subject = subject or (one.last_subject and sentence == one.last_sentence)
    one.last_sentence, one.last_token, one.quoted = sentence, token, token in state.quoted
    one.count += 1
    state.recent.pop(cluster, None)
    state.recent[cluster] = None


def _is_subject(tokens: Tokens, token: int) -> bool:
    """Whether a token is a subject, or names one (*his friend Luka*)."""
    head = tokens.heads[token]
    if tokens.deprel[token] in _NAMING and head >= 0:
        return tokens.deprel[head] in _SUBJECTS
    return tokens.deprel[token] in _SUBJECTS


def _resolve_one(state: _State, token: int, pronoun: Pronoun) -> None:
    tokens = state.tokens
    if (pronoun.number == "plural" or pronoun.gender == "n") and not _reports(state, token):
        return
    agreeing = [one for one in _possible(state, token) if _agrees(tokens, one, token, pronoun)]
    ranked = sorted((_score(state, one, token, pronoun), -one.cluster) for one in agreeing)
    if not ranked:
        return
    best, cluster = ranked[-1]
    margin = best - ranked[-2][0] if len(ranked) > 1 else 2.0
    one = state.candidates[-cluster]
    state.found.append(Antecedent(token, one.cluster, margin))
    sure = _is_subject(tokens, token) and margin >= _SURE
    if sure and one.person and one.gender is None:
        one.taken_for[pronoun.gender] += 1
    state.standing[token] = one.cluster
    _mention(state, one.cluster, token)


def _possible(state: _State, token: int) -> list[Candidate]:
    """Whom the grammar of the sentence leaves: for a reflexive its subject, if that is known."""
    recent = list(_recent(state, token))
    if is_reflexive(state.tokens, token) and state.tokens.heads[token] >= 0:
        subject = subject_cluster(state.tokens, state.tokens.heads[token], state.standing)
        return [one for one in recent if one.cluster == subject] or recent
    no_longer = barred(state.tokens, token, state.standing)
    return [one for one in recent if one.cluster not in no_longer]


def _recent(state: _State, token: int) -> Iterator[Candidate]:
    """The entities mentioned within reach, the last one first."""
    for cluster in reversed(state.recent):
        one = state.candidates[cluster]
        if state.tokens.sentence[token] - one.last_sentence > _FARTHEST:
            return
        yield one


def _reports(state: _State, token: int) -> bool:
    """Whether *it* or *they* reports something: active subject of a verb of saying, outside quotation marks."""
    tokens = state.tokens
    head = tokens.heads[token]
    if head < 0 or token in state.quoted or tokens.deprel[token] != "nsubj":
        return False
    entry = verbs().get(tokens.lemmas[head])
    return entry is not None and bool({"clause", "object"} & entry.takes)


def _agrees(tokens: Tokens, one: Candidate, token: int, pronoun: Pronoun) -> bool:
    """Gender and number; *it* and *they* are bodies that were a subject near before."""
    if pronoun.gender in {"m", "f"}:
        return one.person and (one.gender is None or one.gender == pronoun.gender)
    near = tokens.sentence[token] - one.last_sentence <= _BODY_REACH
    if not one.body or not one.last_subject or not near:
        return False
    return pronoun.number != "plural" or not _plural_between(tokens, one.last_token, token)


def _plural_between(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a plural noun is a subject in between: *they* then are those."""
    return any(
        tokens.upos[token] == "NOUN" and _is_subject(tokens, token) and tokens.lower[token].endswith("s")
        for token in range(max(first + 1, last - _PLURAL_REACH), last)
    )


def _score(state: _State, one: Candidate, token: int, pronoun: Pronoun) -> float:
    tokens = state.tokens
    distance = tokens.sentence[token] - one.last_sentence
    score = -1.0 * distance - (0.5 if distance > 1 else 0.0)
    score += 1.2 if one.last_subject else -0.4
    score += 0.4 if one.spoke else 0.0
    score += 0.1 * min(one.count, 10)
    score += _gender_score(one, pronoun)
    paragraphs = tokens.sentence_paragraph
    near = paragraphs[tokens.sentence[token]] == paragraphs[max(one.last_sentence, 0)]
    score += 0.3 if near else 0.0
    if token in state.quoted and not one.quoted and one.spoke and near:
        score -= _SPEAKER
    return score


def _gender_score(one: Candidate, pronoun: Pronoun) -> float:
    """For the gender that titles or given names tell, else for the one that most pronouns before had."""
    if one.gender:
        return 0.8 if one.gender == pronoun.gender else 0.0
    if not one.taken_for:
        return 0.0
    agreed = one.taken_for[pronoun.gender]
    return 0.8 if 2 * agreed > one.taken_for.total() else -_OTHER_GENDER
