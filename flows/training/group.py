"""Training in several processes, one a core, that meet every few steps and average their weights.

On a busy machine that beats one process with several threads, which waits for its slowest thread at every operation.
Averaging now and then instead of every step is local SGD (Stich 2019). The processes are started by torchrun, whose
environment variables say which of how many this one is; without them there is one.
"""

import os

import torch
from torch import distributed as dist
from torch import nn


class Group:
    """The processes of a run."""

    def __init__(self) -> None:
        self.size = int(os.environ.get("WORLD_SIZE", "1"))
        self.rank = int(os.environ.get("RANK", "0"))
        if self.size > 1 and not dist.is_initialized():
            dist.init_process_group("gloo")

    @property
    def leads(self) -> bool:
        """Whether this process writes the files."""
        return self.rank == 0

    def average(self, network: nn.Module) -> None:
        """Put the mean of all processes' weights in each of them."""
        if self.size > 1:
            with torch.no_grad():
                for parameter in network.parameters():
                    dist.all_reduce(parameter)
                    parameter.div_(self.size)

    def agreed(self, value: float) -> float:
        """The leading process's value, in all of them."""
        if self.size == 1:
            return value
        shared = torch.tensor([value], dtype=torch.float64)
        dist.broadcast(shared, 0)
        return float(shared)
