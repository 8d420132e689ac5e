"""A score for a terminal, for a methods section, and as JSON."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Final

from flows.judging.rates import LEVEL, Rate
from flows.judging.score import Agreement, Score
from flows.terminal import safe

_WIDTH: Final = 34
_HEADS: Final[Mapping[str, str]] = {
    "kind": "rows right in all",
    "attribute": "attribute right, of the rows that have it",
    "rule": "rows right in all, by rule",
    "band": "rows right in all, by confidence",
    "outlet": "rows right in all, by outlet",
}


def account(score: Score) -> Iterator[str]:
    """The lines to print; text of articles in them is made safe for a terminal."""
    yield f"{score.decided} rows decided, {score.unsure} unsure, {score.open} not judged; shares of the store, 95 %"
    for name, head in _HEADS.items():
        yield f"\n{head}"
        for (kind, value), rate in score.by[name].items():
            yield _line(f"{kind} {value}", rate, score.missing.get((kind, value), 0) if name == "attribute" else 0)
    yield "\nconfidence against what was right of what it claims (calibration)"
    for one in score.calibration:
        yield f"{_line(f'{one.kind} {one.band}', one.observed)}  mean confidence {one.confidence:.3f}"
    yield from (f"  {kind:{_WIDTH}} expected calibration error {error:.3f}" for kind, error in score.errors.items())
    yield from _agreed(score)
    yield f"\nFor a methods section:\n\n{methods(score)}"


def methods(score: Score) -> str:
    """A paragraph that says what was done and what came out, in words that a reviewer can check."""
    sample = score.sample
    where = f" (articles whose {safe('; '.join(sample.conditions))})" if sample.conditions else ""
    in_store = sum(one.in_store for one in sample.strata)
    drawn = (
        f"From the {in_store:,} rows of the store (snapshot {safe(sample.snapshot_id)}){where} we drew a sample of "
        f"{len(sample.rows):,} rows, stratified by kind and band of confidence in proportion with a floor (seed "
        f"{sample.seed}), and had it judged in its passages without its confidence by {_judges(score)}."
    )
    counted = (
        f"Of these {score.decided:,} were decided; the unsure ({score.unsure:,}) and those left ({score.open:,}) do "
        "not count. Shares are weighted to the strata's sizes, with 95 % Wilson intervals at Kish's effective size."
    )
    told = [drawn, counted, *(_of_kind(score, kind) for kind in score.claimed)]
    if score.unseen:
        told.append(
            f"{score.unseen:.1%} of the rows lie in strata of which no row was decided; nothing is said of these."
        )
    return " ".join(told + [_agreement_told(one) for one in score.agreement[:1]])


def as_json(score: Score) -> dict[str, object]:
    """The score as JSON: groups as lists of objects, shares from 0 to 1."""
    told = asdict(score) | {"sample": score.sample.model_dump(mode="json", exclude={"rows"}), "level": LEVEL}
    told["by"] = {
        name: [{"kind": kind, name: value or kind, **rate._asdict()} for (kind, value), rate in rates.items()]
        for name, rates in score.by.items()
    }
    told["missing"] = [
        {"kind": kind, "attribute": name, "rows": number} for (kind, name), number in score.missing.items()
    ]
    del told["claims"]
    told["claimed"] = {kind: rate._asdict() for kind, rate in score.claimed.items()}
    told["calibration"] = [asdict(one) | {"observed": one.observed._asdict()} for one in score.calibration]
    return told | {"methods": methods(score)}


def _line(name: str, rate: Rate, missing: int = 0) -> str:
    lacking = f", {missing} more lack it" if missing else ""
    interval = f"{rate.share:6.1%}  [{rate.low:6.1%}, {rate.high:6.1%}]"
    return f"  {safe(name.strip(), _WIDTH):{_WIDTH}} {interval}  of {rate.judged}{lacking}"


def _judges(score: Score) -> str:
    return "two judges; where they differ, the first one's word counts" if len(score.judges) > 1 else "one judge"


def _of_kind(score: Score, kind: str) -> str:
    whole, claimed = score.by["kind"][kind, ""], score.claimed[kind]
    return (
        f"Of the {kind}, {_interval(whole)} are right in every attribute, and {_interval(claimed)} in what the "
        f"confidence claims (n = {whole.judged}; expected calibration error {score.errors[kind]:.3f})."
    )


def _interval(rate: Rate) -> str:
    return f"{rate.share:.1%} [{rate.low:.1%}, {rate.high:.1%}]"


def _agreed(score: Score) -> Iterator[str]:
    if score.agreement:
        yield "\nagreement of the judges on right, wrong, wrong in attributes"
        yield from (f"  {one.kind or 'all':{_WIDTH}} {_measures(one)}" for one in score.agreement)
        yield f"  {len(score.disputed)} rows are disputed, attributes counted; --output lists them"


def _agreement_told(one: Agreement) -> str:
    return f"The judges agree on {one.same} of {one.both} rows that both decided ({_measures(one)})."


def _measures(one: Agreement) -> str:
    return f"n = {one.both}, Cohen's kappa {_measure(one.kappa)}, Krippendorff's alpha {_measure(one.alpha)}"


def _measure(value: float | None) -> str:
    return "not defined" if value is None else f"{value:.3f}"
