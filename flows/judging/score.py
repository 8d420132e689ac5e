"""What judgements of a sample say of the store it was drawn from."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from flows.judging.agreement import cohen_kappa, krippendorff_alpha
from flows.judging.judged import Drawn, Judged, Judgement, Sample
from flows.judging.kinds import KINDS
from flows.judging.rates import Rate, Weighed, rate
from schemas.errors import InputError

Group = tuple[str, str]
"""Kind of row, and its rule, band, outlet or attribute; "" for the kind as a whole."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A row that was judged right or wrong, wholly or in attributes, and how many rows of the store it stands for."""

    row: Drawn
    judgement: Judgement
    weight: float

    @property
    def all_right(self) -> Weighed:
        """Whether it should be there and each of its attributes is right."""
        return Weighed(self.judgement.verdict == "right", self.weight)

    @property
    def as_claimed(self) -> Weighed:
        """Whether that is right of which its confidence is the chance."""
        wrong = self.judgement.verdict == "wrong" or KINDS[self.row.kind].claimed & set(self.judgement.wrong)
        return Weighed(not wrong, self.weight)

    def right_in(self, attribute: str) -> Weighed:
        """Whether an attribute is right; of a row that should not be there none is."""
        wrong = self.judgement.verdict == "wrong" or attribute in self.judgement.wrong
        return Weighed(not wrong, self.weight)


@dataclass(frozen=True, slots=True)
class Calibration:
    """Of a kind and band: the mean confidence, and how often what it is the chance of was right."""

    kind: str
    band: str
    confidence: float
    observed: Rate


@dataclass(frozen=True, slots=True)
class Agreement:
    """How two judges agree on rows of a kind ("" for all) that both decided: right, wrong, wrong in attributes."""

    kind: str
    both: int
    same: int
    kappa: float | None
    alpha: float | None


@dataclass(frozen=True, slots=True)
class Score:
    """Rates by group; `by` has them for kind, attribute, rule, band and outlet.

    Attributes:
        claimed: by kind, how often that was right of which the confidence is the chance.
        claims: by kind, each decided row's confidence, whether that was right, and how many rows it stands for.
        missing: by kind and attribute, how many judged rows lack a value that they should have.
        errors: expected calibration error by kind: the mean distance of confidence and share, by weight.
        unseen: the share of the store's rows that lie in strata of which no row was decided.
        disputed: ids of the rows of which two judges say different things; the first judge's word counts.
    """

    sample: Sample
    judges: Sequence[str]
    decided: int
    unsure: int
    open: int
    unseen: float
    by: Mapping[str, Mapping[Group, Rate]]
    claimed: Mapping[str, Rate]
    claims: Mapping[str, Sequence[tuple[float, bool, float]]]
    missing: Mapping[Group, int]
    calibration: Sequence[Calibration]
    errors: Mapping[str, float]
    agreement: Sequence[Agreement]
    disputed: Sequence[str]


def score(files: Mapping[Path, Judged]) -> Score:
    """The rates that one or two judges' files give.

    Where both decided a row, the first file's judgement counts; where the first did not, the second's does.

    Raises:
        InputError: the files are of different samples or of one judge, or no row is decided.
    """
    _checked(files)
    judged = list(files.values())
    sample = judged[0].sample
    merged = [_merged(row.row_id, judged) for row in sample.rows]
    said = {row.row_id: one for row, one in zip(sample.rows, merged, strict=True) if one}
    rows = _decided(sample, said)
    if not rows:
        raise InputError(f"{next(iter(files))}: no row is judged right or wrong; judge some, save, and score again")
    calibration = list(_calibration(rows))
    return Score(
        sample=sample,
        judges=[one.judge for one in judged],
        decided=len(rows),
        unsure=sum(one.verdict == "unsure" for one in said.values()),
        open=len(sample.rows) - len(said),
        unseen=_unseen(sample, rows),
        by=_by(rows),
        claimed={kind: found for (kind, _), found in _rates(rows, lambda _: "", _claim).items()},
        claims=_claims(rows),
        missing=_missing(rows),
        calibration=calibration,
        errors=_errors(calibration),
        agreement=list(_agreement(sample, judged)),
        disputed=[row.row_id for row in sample.rows if _differ(row.row_id, judged)],
    )


def _checked(files: Mapping[Path, Judged]) -> None:
    (first_path, first), *others = files.items()
    for path, other in others:
        if other.sample != first.sample:
            raise InputError(f"{path}: judges another sample than {first_path}; give two files on one sample")
        if other.judge.strip().casefold() == first.judge.strip().casefold():
            raise InputError(f"{path}: of the same judge as {first_path}; give the files of two judges")


def _merged(row_id: str, judged: Sequence[Judged]) -> Judgement | None:
    said = [one.judgements[row_id] for one in judged if row_id in one.judgements]
    return next((one for one in said if one.verdict != "unsure"), said[0] if said else None)


def _decided(sample: Sample, said: Mapping[str, Judgement]) -> list[Decided]:
    """The decided rows; each stands for its stratum's rows divided by the decided ones of that stratum."""
    rows = [row for row in sample.rows if row.row_id in said and said[row.row_id].verdict != "unsure"]
    counts = Counter((row.kind, row.band) for row in rows)
    sizes = {(one.kind, one.band): one.in_store for one in sample.strata}
    weights = {place: sizes[place] / number for place, number in counts.items()}
    return [Decided(row, said[row.row_id], weights[row.kind, row.band]) for row in rows]


def _unseen(sample: Sample, rows: Sequence[Decided]) -> float:
    seen = {(one.row.kind, one.row.band) for one in rows}
    total = sum(one.in_store for one in sample.strata)
    return sum(one.in_store for one in sample.strata if (one.kind, one.band) not in seen) / total


def _all_right(row: Decided) -> Weighed:
    return row.all_right


def _claim(row: Decided) -> Weighed:
    return row.as_claimed


def _by(rows: Sequence[Decided]) -> dict[str, dict[Group, Rate]]:
    return {
        "kind": _rates(rows, lambda _: "", _all_right),
        "attribute": _attributes(rows),
        "rule": _rates(rows, lambda one: one.row.rule, _all_right),
        "band": _rates(rows, lambda one: one.row.band, _all_right),
        "outlet": _rates(rows, lambda one: one.row.outlet, _all_right),
    }


def _rates(
    rows: Sequence[Decided], group: Callable[[Decided], str], right: Callable[[Decided], Weighed]
) -> dict[Group, Rate]:
    found: dict[Group, list[Weighed]] = defaultdict(list)
    for one in rows:
        found[one.row.kind, group(one)].append(right(one))
    return _of_groups(found)


def _attributes(rows: Sequence[Decided]) -> dict[Group, Rate]:
    """By attribute, of the rows that have a value: how often it is right."""
    found: dict[Group, list[Weighed]] = defaultdict(list)
    for one in rows:
        for attribute in one.row.has:
            found[one.row.kind, attribute].append(one.right_in(attribute))
    return _of_groups(found)


def _of_groups(found: Mapping[Group, Sequence[Weighed]]) -> dict[Group, Rate]:
    rates = {group: rate(rows) for group, rows in sorted(found.items())}
    return {group: one for group, one in rates.items() if one is not None}


def _claims(rows: Sequence[Decided]) -> dict[str, list[tuple[float, bool, float]]]:
    found: dict[str, list[tuple[float, bool, float]]] = defaultdict(list)
    for one in rows:
        found[one.row.kind].append((one.row.confidence, one.as_claimed.right, one.weight))
    return dict(found)


def _missing(rows: Sequence[Decided]) -> dict[Group, int]:
    found = Counter((one.row.kind, name) for one in rows for name in one.judgement.wrong if name not in one.row.has)
    return dict(sorted(found.items()))


def _calibration(rows: Sequence[Decided]) -> Iterator[Calibration]:
    bands: dict[Group, list[Decided]] = defaultdict(list)
    for one in rows:
        bands[one.row.kind, one.row.band].append(one)
    observed = _rates(rows, lambda one: one.row.band, _claim)
    for (kind, band), within in sorted(bands.items()):
        mean = sum(one.row.confidence for one in within) / len(within)  # all of one stratum: of one weight
        yield Calibration(kind, band, mean, observed[kind, band])


def _errors(calibration: Sequence[Calibration]) -> dict[str, float]:
    """M. P. Naeini, G. Cooper, M. Hauskrecht (2015), Obtaining well calibrated probabilities, AAAI 29; over bands."""
    weights: dict[str, float] = defaultdict(float)
    distances: dict[str, float] = defaultdict(float)
    for one in calibration:
        weights[one.kind] += one.observed.stands_for
        distances[one.kind] += one.observed.stands_for * abs(one.confidence - one.observed.share)
    return {kind: distances[kind] / weights[kind] for kind in weights}


def _agreement(sample: Sample, judged: Sequence[Judged]) -> Iterator[Agreement]:
    if len(judged) == 1:
        return
    kinds = sorted({row.kind for row in sample.rows})
    for kind in ("", *kinds):
        units = [_verdicts(row.row_id, judged) for row in sample.rows if kind in ("", row.kind)]
        pairs = [(unit[0], unit[1]) for unit in units if len(unit) > 1]
        same = sum(one == other for one, other in pairs)
        yield Agreement(kind, len(pairs), same, cohen_kappa(pairs), krippendorff_alpha(units))


def _verdicts(row_id: str, judged: Sequence[Judged]) -> list[str]:
    said = (one.judgements.get(row_id) for one in judged)
    return [one.verdict for one in said if one and one.verdict != "unsure"]


def _differ(row_id: str, judged: Sequence[Judged]) -> bool:
    """Whether two judges decided a row differently, be it only in the attributes."""
    said = [one.judgements[row_id] for one in judged if row_id in one.judgements]
    decided = [(one.verdict, frozenset(one.wrong)) for one in said if one.verdict != "unsure"]
    return len(set(decided)) > 1
