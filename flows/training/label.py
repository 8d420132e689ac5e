"""Label openly licensed text with a trained network.

    python -m flows.training.label --teacher WORK --text DIR --to DIR [--words 2000000] [--bf16]

WORK is the work folder of a training run (`python -m flows.train --base mpnet --work WORK`), whose last checkpoint
labels. A labelling that was stopped goes on where it was.
"""

import argparse
import json
import time
from pathlib import Path
from typing import Any

import torch

from flows.derive.annotate.pieces import WordPieces
from flows.training.bases import BASES
from flows.training.labels import Labeller, fingerprint, write_labels
from flows.training.network import Network
from flows.training.open_text import open_documents


def load_teacher(work: Path) -> tuple[Network, WordPieces]:
    """The network of the last checkpoint in `work`, and its pieces.

    Raises FileNotFoundError if there is no checkpoint.
    """
    path = work / "checkpoint.pt"
    if not path.exists():
        raise FileNotFoundError(f"{path}: no checkpoint; train a teacher there first")
    state: dict[str, Any] = torch.load(path, weights_only=True, map_location="cpu")
    base = BASES[json.loads(state["recipe"])["base"]](work)
    network = Network(base.shape)
    network.load_state_dict(state["network"])
    return network.to("cuda" if torch.cuda.is_available() else "cpu"), WordPieces(base.tokenizer)


def main() -> None:
    """Label, saying after each file how far it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--teacher", type=Path, required=True)
    parser.add_argument("--text", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--words", type=int, default=2_000_000)
    parser.add_argument("--bf16", action="store_true", help="for devices that are fast at it")
    options = parser.parse_args()
    network, pieces = load_teacher(options.teacher)
    labeller = Labeller(network, pieces, bf16=options.bf16)
    documents = open_documents(options.text, options.words)
    began = time.monotonic()
    for path in write_labels(documents, labeller, options.to, fingerprint(network)):
        print(f"{path.name} after {time.monotonic() - began:.0f} s", flush=True)  # noqa: T201  # a command's output


if __name__ == "__main__":
    main()
