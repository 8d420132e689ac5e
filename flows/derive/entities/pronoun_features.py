"""What speaks for a candidate at a pronoun, and how much, by `seeds/reference/pronoun_weights.csv`.

A conditional logit: the candidates of a pronoun, and that it stands for none of them, share the exponents of their
scores. Weights were fitted by `python -m tests.eval.fit_pronouns` on the coreference of GUM, which holds the folds.
"""

import math
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache

from flows.derive.entities.candidates import Candidate, State, is_subject
from flows.derive.entities.own_words import reporting_verb
from seeds.rows import Pronoun, PronounWeight

SpokenOf = tuple[AbstractSet[int], AbstractSet[int], AbstractSet[int]]
"""Who is named in the marked words that a pronoun is said to say, who in the clause that it is said to report, and for
whom pronouns in the marked words stand."""

_DISTANCES = ("same_sentence", "sentence_before", "two_back", "farther")


@lru_cache(maxsize=1)
def weights() -> dict[str, float]:
    """The weight of each feature."""
    return {row.feature: row.weight for row in PronounWeight.rows()}


def chances(features: Sequence[dict[str, float]]) -> list[float]:
    """How likely each candidate is, by its features; what is missing from one is the chance that it is none of them."""
    scores = [sum(weights().get(name, 0.0) * value for name, value in one.items()) for one in features]
    top = max([0.0, *scores])
    parts = [math.exp(score - top) for score in scores]
    total = sum(parts) + math.exp(-top)
    return [part / total for part in parts]


def deciding(features: dict[str, float], other: dict[str, float]) -> str:
    """The feature that tells a candidate most from another one."""
    names = sorted({*features, *other} - {"any"})
    ahead = {name: weights().get(name, 0.0) * (features.get(name, 0.0) - other.get(name, 0.0)) for name in names}
    return max(names, key=lambda name: ahead[name], default="any")


def features_of(
    state: State, one: Candidate, token: int, pronoun: Pronoun, spoken_of: SpokenOf, nearest: int
) -> dict[str, float]:
    """The features of a candidate that are not zero.

    `spoken_of` are those named in the words that the pronoun is said to say, `nearest` the one mentioned last.
    """
    return {name: value for name, value in _all(state, one, token, pronoun, spoken_of, nearest) if value}


def _all(
    state: State, one: Candidate, token: int, pronoun: Pronoun, spoken_of: SpokenOf, nearest: int
) -> Iterator[tuple[str, float]]:
    tokens = state.tokens
    says = reporting_verb(tokens, token) is not None and token not in state.quoted
    subject = is_subject(tokens, token)
    distance = tokens.sentence[token] - one.last_sentence
    yield "any", 1.0
    yield _DISTANCES[min(distance, len(_DISTANCES) - 1)], 1.0
    yield "sentences", float(distance)
    yield "paragraphs", float(min(_paragraphs(state, one, token), 3))
    yield "nearest", float(one.cluster == nearest)
    yield "subject", float(one.last_subject)
    yield "subject_of_subject", float(one.last_subject and subject)
    yield "subject_before", float(one.last_subject and distance == 1)
    yield "owner", float(one.owner)
    yield "of_person", float(one.of_person)
    yield "count", math.log1p(min(one.count, 20))
    yield "unnamed", float(one.cluster < 0)
    yield "unnamed_subject_before", float(one.cluster < 0 and one.last_subject and distance == 1)
    yield "new_subject_before", float(one.count == 1 and one.last_subject and distance == 1)
    yield "new", float(one.count == 1)
    yield "unnamed_for_saying", float(says and one.cluster < 0 and one.last_subject and distance in {1, 2})
    stranger = one.indefinite and distance in {1, 2} and state.last_speaker == nearest == one.cluster
    yield "stranger_spoke_last", float(stranger)
    yield "gender_known", float(one.gender is not None)
    yield "gender_taken", float(_taken(one, pronoun) > 0)
    yield "gender_other", float(_taken(one, pronoun) < 0)
    yield "says_so", float(one.cluster == state.reporter_of(token))
    yield "named_in_own_marks", float(one.cluster in spoken_of[0])
    yield "named_in_own_clause", float(one.cluster in spoken_of[1])
    yield "told_of_in_own_marks", float(one.cluster in spoken_of[2] - spoken_of[0])
    yield "speaker_again", float(says and one.cluster == state.last_speaker)
    yield "spoke", float(one.spoke)
    yield "spoke_before_saying", float(says and one.last_spoke >= 0)
    yield "quoted_for_saying", float(says and one.quoted)
    yield "speaker_in_words", float(token in state.quoted and not one.quoted and one.cluster == state.last_speaker)


def _paragraphs(state: State, one: Candidate, token: int) -> int:
    of = state.tokens.sentence_paragraph
    return of[state.tokens.sentence[token]] - of[max(one.last_sentence, 0)]


def _taken(one: Candidate, pronoun: Pronoun) -> int:
    """1 if most pronouns that surely stood for a candidate had this gender, -1 if another, 0 if there were none."""
    if one.gender is not None or not one.taken_for:
        return 0
    return 1 if 2 * one.taken_for[pronoun.gender] > one.taken_for.total() else -1
