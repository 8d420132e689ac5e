"""The flow that rebuilds the annotator from a folder of corpora.

python -m flows.train --corpora DIR --work DIR [--epochs N] [--install [--even-if-worse]]
"""

import argparse
from pathlib import Path

from prefect import flow, get_run_logger


@flow(name="train", retries=0)
def train_annotator(
    corpora: Path, work: Path, epochs: int | None = None, *, install: bool = False, even_if_worse: bool = False
) -> dict[str, dict[str, float]]:
    """Train, export, measure; returns the figures of each development set in per cent.

    Args:
        corpora: folder of the training corpora, named as `flows.training.data.SHARE` says.
        work: folder of checkpoints and of the result (`model/`); a killed run goes on from here.
        epochs: passes over the sampled corpora; the recipe's own number if left out.
        install: put the result in the place of the shipped annotator.
        even_if_worse: install it even if it scores lower.
    """
    from flows.training.loop import Recipe  # noqa: PLC0415  # torch, an extra, is imported only to train
    from flows.training.rebuild import install as install_model  # noqa: PLC0415  # as above
    from flows.training.rebuild import rebuild  # noqa: PLC0415  # as above

    logger = get_run_logger()
    recipe = Recipe() if epochs is None else Recipe(epochs=epochs)
    report = rebuild(corpora, work, recipe, logger.info)
    for name, figures in report.items():
        logger.info("%s: %s", name, "  ".join(f"{measure} {value}" for measure, value in figures.items()))
    if install:
        install_model(work, even_if_worse=even_if_worse)
    return report


def main() -> None:
    """Run the flow from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--epochs", type=int)
    parser.add_argument("--install", action="store_true")
    parser.add_argument("--even-if-worse", action="store_true")
    options = parser.parse_args()
    train_annotator(
        options.corpora,
        options.work,
        options.epochs,
        install=options.install,
        even_if_worse=options.even_if_worse,
    )


if __name__ == "__main__":
    main()
