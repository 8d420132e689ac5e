"""Third-person pronouns and the entities they stand for, by one scored decision.

A candidate is an entity named before the pronoun, or a person whom the article does not name. Each candidate scores by
its features (`pronoun_features`), weighed as measured; its share of the scores' exponents is the chance that it is
right. Gender must not contradict: the evidence is a title, a pronoun next to an apposition, or a given name
(`seeds/reference/given_names.csv`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flows.derive.entities.candidates import Candidate, State, is_subject, state_of
from flows.derive.entities.pronoun_features import chances, deciding, features_of
from flows.derive.entities.unnamed import unnamed_people
from flows.derive.text.cues import verbs
from flows.derive.text.plurals import is_plural
from flows.derive.text.tokens import Tokens
from seeds.people import pronouns
from seeds.rows import Pronoun

_SURE = 0.5
"""How likely a candidate must be for a pronoun to count as evidence of gender."""
_LEAST = 0.35
"""How likely a candidate must be for a pronoun to stand for it at all: below it, more are wrong than right."""
_BODY_REACH = 4
"""Sentences from a body to *it* or *they* for it."""
_PLURAL_REACH = 80  # tokens, some three sentences: assumed


@dataclass(frozen=True, slots=True)
class Choice:
    """A pronoun's candidates with their features and chances, the most likely one first."""

    token: int
    candidates: tuple[tuple[int, dict[str, float], float], ...]

    @property
    def cluster(self) -> int:
        """The most likely candidate."""
        return self.candidates[0][0]

    @property
    def chance(self) -> float:
        """How likely it is."""
        return self.candidates[0][2]

    @property
    def rule(self) -> str:
        """What told it from the next one."""
        other = self.candidates[1][1] if len(self.candidates) > 1 else {}
        return f"pronoun_{deciding(self.candidates[0][1], other)}" if other else "pronoun_only"


def resolve(
    tokens: Tokens, candidates: Sequence[Candidate], named: Mapping[int, int], marks: Sequence[range]
) -> list[Choice]:
    """The pronouns whose entity is found; `named` gives the cluster named at a token (a name's head).

    `marks` are the tokens of the outermost marked stretches, in the order of the text.
    """
    return [
        one
        for one in choices(tokens, candidates, named, marks)
        if one.candidates and one.cluster >= 0 and one.chance >= _LEAST
    ]


def choices(
    tokens: Tokens, candidates: Sequence[Candidate], named: Mapping[int, int], marks: Sequence[range]
) -> list[Choice]:
    """The decision at every pronoun that may stand for somebody, whatever comes of it."""
    state = state_of(tokens, candidates, named, marks)
    unnamed = unnamed_people(tokens, named) if tokens.has_syntax else {}
    found = []
    forms = pronouns()
    for token, word in enumerate(tokens.lower):
        if token in named:
            state.mention(named[token], token)
        elif token in unnamed:
            state.unnamed(unnamed[token], token)
        elif word in forms:
            choice = _choose(state, token, forms[word])
            found += [choice] if choice is not None else []
    return found


def _choose(state: State, token: int, pronoun: Pronoun) -> Choice | None:
    tokens = state.tokens
    plain = pronoun.gender in {"m", "f"} and pronoun.number != "plural"
    if not plain and not _reports(state, token):
        return None
    agreeing = [one for one in state.possible(token) if _agrees(tokens, one, token, pronoun)]
    spoken_of = state.spoken_of(token)
    nearest = agreeing[0].cluster if agreeing else 0
    features = [features_of(state, one, token, pronoun, spoken_of, nearest) for one in agreeing]
    scored = zip(agreeing, features, chances(features), strict=True)
    ranked = sorted(((one.cluster, held, chance) for one, held, chance in scored), key=lambda row: (-row[2], row[0]))
    choice = Choice(token, tuple(ranked))
    if ranked and choice.chance >= _LEAST:
        _stand(state, choice, pronoun)
    return choice


def _stand(state: State, choice: Choice, pronoun: Pronoun) -> None:
    """Take in that a pronoun stands for its most likely candidate."""
    one = state.candidates[choice.cluster]
    sure = is_subject(state.tokens, choice.token) and choice.chance >= _SURE
    if sure and one.person and one.gender is None:
        one.taken_for[pronoun.gender] += 1
    state.standing[choice.token] = one.cluster
    state.mention(one.cluster, choice.token)


def _reports(state: State, token: int) -> bool:
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
        tokens.upos[token] == "NOUN" and is_subject(tokens, token) and is_plural(tokens.lower[token])
        for token in range(max(first + 1, last - _PLURAL_REACH), last)
    )
