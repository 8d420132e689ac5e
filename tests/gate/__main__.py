"""`make gate`: score what ships against its floors, and with `GOLD=` and `KIT=` every development set against its own.

make gate                        fails where a score is below its floor, or the gold is not what it was
make gate UPDATE=1               takes today's scores as floors; refuses to lower one
make gate LOWER="why"            lowers floors too, and keeps the reason in the file
make gate ACCEPT="why"           takes today's rows of the shipped articles as those expected
make gate SHOW=1                 prints the rows of the shipped articles that are not the accepted ones
make gate GOLD=folder KIT=folder the same for development gold; takes as long as `make eval`
"""

import argparse
import sys
from pathlib import Path

from tests.gate import shipped
from tests.gate.baseline import Baseline, LoweredError, hashes
from tests.gate.development import development_scores
from tests.gate.golden import FOLDER, golden_scores
from tests.gate.measures import Scores

HERE = Path(__file__).parent
SHIPPED, DEVELOPMENT = HERE / "baseline.json", HERE / "development.json"
SLACK = {"golden": 0.0, "shipped": 0.02}
"""How far a score may lie below its floor, by the first word of its kind. A passage is right or it is not. Of the
shipped articles' rows one in fifty may differ from those accepted: a rule that mends something moves as much."""
_ROUNDINGS = 0.005
"""The same for development gold: another type of processor rounds differently. Assumed, not measured."""


def main() -> int:
    """Print what does not hold; return 1 if anything does not, 2 if an update is refused."""
    options = _options()
    if options.show:
        print(*shipped.differences(), sep="\n")
        return 0
    if options.accept:
        shipped.accept()
    return max(_held(SHIPPED, shipped_scores(), shipped_gold(), options), _development(options))


def slack(kind: str) -> float:
    """How far a score of this kind of row may lie below its floor."""
    return SLACK.get(kind.partition(" ")[0], _ROUNDINGS)


def shipped_scores() -> Scores:
    """Scores of what ships: golden passages and shipped articles."""
    return golden_scores() | shipped.shipped_scores()


def shipped_gold() -> dict[str, str]:
    """Hashes of what those scores are measured on."""
    return hashes([*FOLDER.glob("*.jsonl"), shipped.ACCEPTED])


def _development(options: argparse.Namespace) -> int:
    if not options.gold:
        return 0
    files = sorted(options.gold.glob("*.jsonl"))
    if not files or not (options.kit / "eval").is_dir():
        print(f"gate: {options.gold}: no gold there, or no package `eval` in {options.kit}; give GOLD= and KIT=")
        return 2
    return _held(DEVELOPMENT, development_scores(files, options.kit), hashes(files), options)


def _held(path: Path, scores: Scores, gold: dict[str, str], options: argparse.Namespace) -> int:
    baseline = Baseline.read(path)
    if not (options.update or options.lower or options.accept):
        return _told(path, list(baseline.faults(scores, gold, slack)), scores)
    try:
        baseline.updated(scores, gold, options.lower or options.accept).write(path)
    except LoweredError as error:
        print(f'gate: {path.name}: these floors would sink; say why with LOWER="..."\n{error}')
        return 2
    return 0


def _told(path: Path, faults: list[str], scores: Scores) -> int:
    measured = sum(map(len, scores.values()))
    if not faults:
        print(f"gate: {path.name}: {measured} scores hold")
        return 0
    print(*(f"gate: {path.name}: {fault}" for fault in faults), sep="\n")
    print('gate: mend it; if better: make gate UPDATE=1; if worse for a reason: make gate LOWER="the reason"')
    return 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.gate", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--gold", type=lambda name: Path(name).absolute(), help="folder of development gold")
    parser.add_argument("--kit", type=lambda name: Path(name).absolute(), help="folder that holds the package `eval`")
    parser.add_argument("--update", action="store_true", help="raise floors to what is reached")
    parser.add_argument("--lower", metavar="REASON", help="lower floors too, for this reason")
    parser.add_argument(
        "--accept", metavar="REASON", help="take the shipped articles' rows as expected, for this reason"
    )
    parser.add_argument("--show", action="store_true", help="print the shipped articles' rows that differ")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
