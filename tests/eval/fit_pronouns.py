"""Fit `seeds/reference/pronoun_weights.csv` on the gold coreference of GUM treebanks.

    python -m tests.eval.fit_pronouns GUM.conllu.gz… [--write] [--annotator SPEC]

Every third-person pronoun of one person is a choice among the candidates that the pipeline finds, or none of them. A
named candidate is the gold entity that most of its names are, an unnamed one the entity at its noun. The weights of
the conditional logit are fitted by gradient descent with a Gaussian prior, twice, since who stands where depends on
the pronouns before. Prints accuracy and calibration by five folds of documents, then the weights of all.
"""

import argparse
import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from flows.derive.annotate import annotator_for
from flows.derive.entities import pronoun_features
from flows.derive.entities.attributes import AttributeReader
from flows.derive.entities.pronouns import Choice, choices
from flows.derive.entities.stand_ins import candidates_of, marks_of, nominals
from flows.derive.entities.unnamed import unnamed_people
from flows.derive.names.find import Name, find_names
from flows.derive.names.join import cluster_names
from flows.derive.names.metonyms import metonyms
from flows.derive.names.place_names import told_apart
from flows.derive.text.annotation import Annotator
from flows.derive.text.document import Document
from seeds.reference import REFERENCE
from tests.eval.documents import document_of
from tests.eval.eval_pronouns import GoldText, gold_of, gold_texts

_PERSONAL = frozenset(["he", "him", "his", "himself", "she", "her", "hers", "herself"])
_COUNTED = {
    "named_in_own_marks": -3.4,
    "named_in_own_clause": -2.8,
    "told_of_in_own_marks": -1.34,
    "stranger_spoke_last": 3.0,
}
"""Too rare in GUM to be fitted: log ratios of how often the words of a named speaker name him (direct: 1 of 161,
indirect: 3 of 273) and how often another person mentioned in the three sentences before (78 of 420, 118 of 625), on
PolNeAR's dev and half of its train; and of how often pronouns in the words stand for the speaker (20 of 667) and for
others (135 of 1,178). The last is set, not counted (no pronoun of GUM has such a candidate): rather no name than a
wrong one behind somebody whom the article doesn't name. It moves 3 of 2,955 speakers there."""
_FOLDS = 5
_PRIOR = 0.02
"""Precision of the prior of a weight, a share of the number of choices."""
_STEPS = 3000
_RATE = 0.05
_EDGES = (0.0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)


@dataclass(frozen=True)
class Case:
    """A pronoun's candidates, and which of them is right (-1: none)."""

    features: tuple[dict[str, float], ...]
    right: int


def cases_of(gold: GoldText, document: Document) -> Iterator[Case]:
    """The choices of a document with their answers."""
    tokens = document.tokens
    names = told_apart(tokens, find_names(document))
    clusters = cluster_names(document.body, names, metonyms(tokens, names))
    reader = AttributeReader(tokens, names)
    said = {
        number: reader.read([names[member] for member in cluster.members])
        for number, cluster in enumerate(clusters)
        if cluster.kind == "PERSON"
    }
    _, named = nominals(document, names, clusters, said)
    meant = _meant(gold, names, [cluster.members for cluster in clusters])
    for token, number in unnamed_people(tokens, named).items():
        meant.setdefault(number, gold_of(gold, tokens.starts[token], tokens.ends[token]))
    for one in choices(tokens, candidates_of(document, names, clusters), named, marks_of(document)):
        name = gold_of(gold, tokens.starts[one.token], tokens.ends[one.token])
        if tokens.lower[one.token] in _PERSONAL and name is not None:
            yield _case(one, name, meant)


def _case(one: Choice, name: str, meant: dict[int, str | None]) -> Case:
    hits = [index for index, (cluster, _, _) in enumerate(one.candidates) if meant.get(cluster) == name]
    return Case(tuple(features for _, features, _ in one.candidates), hits[0] if hits else -1)


def _meant(gold: GoldText, names: Sequence[Name], members: Sequence[Iterable[int]]) -> dict[int, str | None]:
    votes: dict[int, Counter[str]] = defaultdict(Counter)
    for number, cluster in enumerate(members):
        for member in cluster:
            found = gold_of(gold, names[member].start, names[member].end)
            votes[number].update([found] if found else [])
    return {number: found.most_common(1)[0][0] for number, found in votes.items() if found}


def fit(cases: Sequence[Case]) -> dict[str, float]:
    """The weights that make the right candidates most likely, by Adam over all cases at once."""
    names = sorted({name for case in cases for one in case.features for name in one})
    place = {name: index for index, name in enumerate(names)}
    longest = max(len(case.features) for case in cases) + 1
    table = np.zeros((len(cases), longest, len(names)))
    open_ones = np.full((len(cases), longest), -1e9)
    target = np.zeros((len(cases), longest))
    for row, case in enumerate(cases):
        open_ones[row, : len(case.features) + 1] = 0.0
        target[row, case.right + 1] = 1.0
        for column, one in enumerate(case.features):
            for name, value in one.items():
                table[row, column + 1, place[name]] = value
    weights, first, second = np.zeros(len(names)), np.zeros(len(names)), np.zeros(len(names))
    for step in range(1, _STEPS + 1):
        scores = table @ weights + open_ones
        likely = np.exp(scores - scores.max(axis=1, keepdims=True))
        likely /= likely.sum(axis=1, keepdims=True)
        slope = np.einsum("rc,rcf->f", likely - target, table) / len(cases) + _PRIOR * weights / len(cases) ** 0.5
        first, second = 0.9 * first + 0.1 * slope, 0.999 * second + 0.001 * slope**2
        weights -= _RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return dict(zip(names, weights.tolist(), strict=True)) | _COUNTED


def _use(weights: dict[str, float]) -> None:
    """Let the pipeline decide by these weights."""
    pronoun_features.weights = lambda: weights  # type: ignore[assignment]


def _judged(cases: Iterable[Case]) -> Iterator[tuple[float, bool]]:
    """The chance of each most likely candidate, and whether it is right; unnamed ones count as all others."""
    for case in cases:
        likely = pronoun_features.chances(case.features)
        if likely:
            best = int(np.argmax(likely))
            yield likely[best], best == case.right


def _report(judged: list[tuple[float, bool]], total: int) -> None:
    kept = [one for one in judged if one[0] >= _EDGES[1]]
    right = sum(hit for _, hit in kept)
    print(f"choices {total}, decided {len(kept)}, right {right}: precision {right / len(kept):.3f}")
    for low, high in pairwise(_EDGES):
        inside = [one for one in judged if low <= one[0] < high]
        if inside:
            said, hits = (sum(one[index] for one in inside) / len(inside) for index in (0, 1))
            print(f"  from {low:.2f}: n {len(inside):5}  said {said:.3f}  right {hits:.3f}")


def _all_cases(paths: Sequence[str], annotator: Annotator) -> list[list[Case]]:
    documents = [
        (gold, document_of(gold.text.rstrip(), annotator=annotator)) for path in paths for gold in gold_texts(path)
    ]
    return [list(cases_of(gold, document)) for gold, document in documents]


def main() -> None:
    """Fit, report, and write the table if asked to."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--annotator", default="default")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    run(options.paths, annotator_for(options.annotator), write=options.write)


def run(paths: Sequence[str], annotator: Annotator, *, write: bool) -> None:
    """Fit on treebanks and print what comes of it."""
    documents = _all_cases(paths, annotator)
    _use(fit([case for cases in documents for case in cases]))
    documents = _all_cases(paths, annotator)
    judged: list[tuple[float, bool]] = []
    for fold in range(_FOLDS):
        _use(fit([case for index, cases in enumerate(documents) if index % _FOLDS != fold for case in cases]))
        judged += _judged(case for cases in documents[fold::_FOLDS] for case in cases)
    _report(judged, sum(map(len, documents)))
    weights = fit([case for cases in documents for case in cases])
    for name, weight in weights.items():
        print(f"{name:24} {weight:+.3f}")
    if write:
        with (REFERENCE / "pronoun_weights.csv").open("w", encoding="utf-8", newline="") as lines:
            writer = csv.writer(lines, lineterminator="\n")
            writer.writerow(["feature", "weight"])
            writer.writerows([name, f"{weight:.3f}"] for name, weight in sorted(weights.items()))


if __name__ == "__main__":
    main()
