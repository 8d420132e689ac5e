"""The optimisation: schedule, steps, checkpoints that a killed run resumes from."""

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from flows.derive.annotate.pieces import WordPieces
from flows.training.data import Epochs
from flows.training.group import Group
from flows.training.losses import batch_losses
from flows.training.lower import Lower
from flows.training.network import Network
from flows.training.windows import LIMITS, Batch, batches, windows


@dataclass(frozen=True)
class Recipe:
    """The settings of a run; the same settings, corpora, machine and thread count give the same run."""

    base: str = "minilm"
    """The pretrained encoder, one of `flows.training.bases.BASES`."""
    start: Path | None = None
    """Folder of an exported model to go on from, such as the shipped one; None: the pretrained encoder."""
    labels: Path | None = None
    """Folder of a teacher's labels (`python -m flows.training.label`) to learn from beside the corpora."""
    freeze: int = 0
    """How many of the lower layers, with the embeddings, learn nothing: a step then costs a third (`lower.py`)."""
    epochs: int = 8
    minutes: float | None = None
    """Time to train in; the schedule then follows the clock if that is ahead, and runs are no longer repeatable."""
    batch_pieces: int = 2048
    encoder_rate: float = 1.2e-4
    head_rate: float = 1e-3
    warm_up: float = 0.05
    weight_decay: float = 0.01
    seed: int = 1
    bf16: bool = True
    """Whether the layers compute in bfloat16."""
    names_weight: float = 1.0
    upos_weight: float = 0.5
    starts_weight: float = 0.3
    arcs_weight: float = 1.0
    labels_weight: float = 0.5
    labelled_share: float = 0.5
    """How often an epoch takes what a teacher labelled, where there is any."""
    least_probability: float = 0.9
    """What a teacher's tag of speech, head or relation must be worth to be learned from; names are learned softly."""
    averaging_steps: int = 10
    """How often the processes of a group meet."""
    checkpoint_steps: int = 150
    """How often the state is saved; a multiple of `averaging_steps`."""


RATES = {"minilm": (1.2e-4, 1e-3), "mpnet": (5e-5, 7e-4)}
"""Peak learning rates of encoder and heads that suit each base: a larger one needs smaller steps."""


def recipe_for(base: str, **settings: Any) -> Recipe:  # noqa: ANN401  # fields of Recipe, each of its own type
    """The recipe that suits a base, but for the given `settings`; ValueError if there is no such base."""
    if base not in RATES:
        raise ValueError(f"base {base!r}: not known; use {' or '.join(RATES)}")
    encoder_rate, head_rate = RATES[base]
    chosen: dict[str, Any] = {"encoder_rate": encoder_rate, "head_rate": head_rate} | settings
    return Recipe(base=base, **chosen)


Say = Callable[[str], None]
_SAID_EVERY = 50
_APART = 1_000_003
"""Keeps the random numbers of processes apart."""


def train(network: Network, epochs: Epochs, pieces: WordPieces, recipe: Recipe, folder: Path, say: Say) -> Network:
    """Train `network`, in place, and return it; continues from a checkpoint in `folder`."""
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    network.to(device)
    network.encoder.stream = torch.bfloat16 if recipe.bf16 else torch.float32
    if recipe.freeze:
        network.encoder.freeze(recipe.freeze)
    run = _Run(network, _optimiser(network, recipe), folder / "checkpoint.pt")
    _optimise(run, _Drawn(epochs, pieces, recipe), recipe, say)
    return network


def _optimise(run: "_Run", drawn: "_Drawn", recipe: Recipe, say: Say) -> None:
    group = Group()
    total = sum(1 for _ in drawn.of_epoch(0)) * recipe.epochs // group.size
    if drawn.fixed:
        run.lower = Lower(run.path.parent, drawn.fixed, run.network.encoder)
    step, tally, clock = run.resume(), _Tally(), _Clock(recipe.minutes, run.seconds)
    torch.manual_seed(recipe.seed + step + _APART * group.rank)
    for number, index, batch in _batches_from(step, total, drawn, group):
        run.seconds, progress = clock.seconds(), max(number / total, clock.progress())
        run.set_rates(recipe, _rate(progress, recipe.warm_up))
        tally.add(run.step(batch, recipe, index), int(batch.mask.sum()))
        if number % _SAID_EVERY == 0:
            say(f"step {number}/{total} {tally.report()}")
        if number % recipe.averaging_steps and number < total:
            continue
        group.average(run.network)
        done = group.agreed(progress) >= 1
        if group.leads and (done or number % recipe.checkpoint_steps == 0):
            run.save(number, recipe)
        if done:
            break


def _rate(progress: float, warm_up: float) -> float:
    """Share of the full learning rate: up over the first `warm_up` of the run, then down to nothing."""
    return max(0.0, min(progress / warm_up, (1 - progress) / (1 - warm_up)))


class _Clock:
    """How much of the time to train in has gone, earlier tries counted."""

    def __init__(self, minutes: float | None, before: float) -> None:
        self._limit = 60 * minutes if minutes is not None else None
        self._began = time.monotonic() - before

    def seconds(self) -> float:
        return time.monotonic() - self._began

    def progress(self) -> float:
        return 0.0 if self._limit is None else self.seconds() / self._limit


def _optimiser(network: Network, recipe: Recipe) -> torch.optim.Optimizer:
    encoder = list(network.encoder.parameters())
    cases = network.encoder.cases.weight
    known = {id(parameter) for parameter in encoder}
    heads = [parameter for parameter in network.parameters() if id(parameter) not in known]
    learning = lambda parameters: [one for one in parameters if one.requires_grad]  # noqa: E731
    groups = [
        {"params": learning(p for p in encoder if p is not cases), "lr": recipe.encoder_rate},
        {"params": learning([cases, *heads]), "lr": recipe.head_rate},
    ]
    return torch.optim.AdamW(groups, weight_decay=recipe.weight_decay, fused=True)


class _Drawn:
    """The batches of every epoch, each with its place in the first one's row, which counts where layers are frozen."""

    def __init__(self, epochs: Epochs, pieces: WordPieces, recipe: Recipe) -> None:
        self._epochs, self._pieces, self._recipe = epochs, pieces, recipe
        self.fixed = list(self._drawn(0)) if recipe.freeze else []
        """With frozen layers, the batches of every epoch."""

    def of_epoch(self, epoch: int) -> Iterator[tuple[int, Batch]]:
        if not self.fixed:
            yield from enumerate(self._drawn(epoch))
            return
        for index in np.random.default_rng((self._recipe.seed, epoch, 2)).permutation(len(self.fixed)).tolist():
            yield index, self.fixed[index]

    def _drawn(self, epoch: int) -> Iterator[Batch]:
        random = np.random.default_rng((self._recipe.seed, epoch, 1))
        found = (
            window
            for document in self._epochs.documents(epoch)
            for window in windows(document, self._pieces, int(LIMITS[random.integers(len(LIMITS))]))
        )
        return batches(found, self._recipe.batch_pieces, random)


def _batches_from(step: int, total: int, drawn: _Drawn, group: Group) -> Iterator[tuple[int, int, Batch]]:
    """Number (from 1, per process), place and batch of every step after `step`; processes take turns."""
    seen, epoch = 0, 0
    while seen < total * group.size:
        for index, batch in drawn.of_epoch(epoch):
            seen += 1
            number = (seen + group.size - 1) // group.size
            if number > total:
                return
            if number > step and (seen - 1) % group.size == group.rank:
                yield number, index, batch
        epoch += 1


class _Tally:
    def __init__(self) -> None:
        self._losses: dict[str, float] = {}
        self._count = self._pieces = 0
        self._began = time.monotonic()

    def add(self, losses: dict[str, float], pieces: int) -> None:
        for name, value in losses.items():
            self._losses[name] = self._losses.get(name, 0.0) + value
        self._count += 1
        self._pieces += pieces

    def report(self) -> str:
        """Mean losses and speed since the last report."""
        seconds = time.monotonic() - self._began
        means = " ".join(f"{name} {value / self._count:.3f}" for name, value in self._losses.items())
        text = f"{means} {self._pieces / seconds:.0f} pieces/s"
        self._losses.clear()
        self._count = self._pieces = 0
        self._began = time.monotonic()
        return text


@dataclass
class _Run:
    network: Network
    optimiser: torch.optim.Optimizer
    path: Path
    lower: Lower | None = None
    """What the frozen layers make of the batches; None where none is frozen."""
    seconds: float = 0.0
    """Time trained so far, earlier tries counted."""

    def resume(self) -> int:
        """Steps done so far, their state loaded."""
        if not self.path.exists():
            return 0
        state: dict[str, Any] = torch.load(self.path, weights_only=True)
        for part in ("network", "optimiser"):
            getattr(self, part).load_state_dict(state[part])
        self.seconds = float(state.get("seconds", 0.0))
        torch.set_rng_state(state["random"])
        return int(state["step"])

    def save(self, step: int, recipe: Recipe) -> None:
        """Write the state beside the old one, then put it in its place."""
        parts = ("network", "optimiser")
        state = {part: getattr(self, part).state_dict() for part in parts}
        state |= {
            "step": step,
            "seconds": self.seconds,
            "random": torch.get_rng_state(),
            "recipe": json.dumps(asdict(recipe), default=str),
        }
        beside = self.path.with_suffix(".new")
        torch.save(state, beside)
        beside.replace(self.path)

    def set_rates(self, recipe: Recipe, share: float) -> None:
        """Set the learning rates of encoder and heads to `share` of the full ones."""
        rates = (recipe.encoder_rate, recipe.head_rate)
        for group, rate in zip(self.optimiser.param_groups, rates, strict=True):
            group["lr"] = share * rate

    def step(self, batch: Batch, recipe: Recipe, index: int) -> dict[str, float]:
        """Learn from a batch, which is `index` in its epoch's row; returns the loss of every head."""
        self.network.train()
        device = next(self.network.parameters()).device
        lower = self.lower.of(index, batch, self.network.encoder, device) if self.lower is not None else None
        losses = batch_losses(self.network, batch, device, bf16=recipe.bf16, lower=lower)
        weights = {
            "names": recipe.names_weight,
            "upos": recipe.upos_weight,
            "starts": recipe.starts_weight,
            "arcs": recipe.arcs_weight,
            "labels": recipe.labels_weight,
        }
        loss = sum((weights[name] * value for name, value in losses.items()), torch.zeros((), device=device))
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 5.0)
        self.optimiser.step()
        return {name: float(value.detach()) for name, value in losses.items()}
