"""The weights of an exported model, so that training goes on from what is shipped and not from the bare encoder.

An exported weight is a small whole number times a scale; that product is the weight up to half a step of its scale (a
127th of the channel's largest), which training takes back within its warm-up.
"""

from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper

from flows.training.network import Network

Array = NDArray[np.float32]
_PARTS = 3
"""Query, key and value, which the graph computes apart."""


def load_shipped(network: Network, folder: Path) -> None:
    """Give `network` the weights of the model in `folder`, in place.

    Raises ValueError, naming the folder and the weights, if the model is not of the network's shape.
    """
    found = _stored(folder / "encoder.onnx") | _stored(folder / "relations.onnx")
    state, wrong = {}, []
    for name, value in network.state_dict().items():
        array = _joined(name, found)
        if array is None or array.shape != tuple(value.shape):
            wrong.append(name)
        else:
            state[name] = torch.from_numpy(np.ascontiguousarray(array))
    if wrong:
        raise ValueError(f"{folder}: no weights of this network's shape for {', '.join(wrong)}; start from the base")
    network.load_state_dict(state)


def _joined(name: str, found: dict[str, Array]) -> Array | None:
    if name in found:
        return found[name]
    parts = [found.get(f"{name}.{index}") for index in range(_PARTS)]
    there = [part for part in parts if part is not None]
    return np.concatenate(there) if len(there) == _PARTS else None


def _stored(path: Path) -> dict[str, Array]:
    """Every weight of a graph under the network's own name for it."""
    constants = {item.name: numpy_helper.to_array(item) for item in onnx.load(path).graph.initializer}
    found: dict[str, Array] = {}
    for stored, array in constants.items():
        name = stored.removesuffix("_quantized").removeprefix("network.")
        if name.endswith(("_scale", "_zero_point")):
            continue
        exact = _exact(stored, array, constants)
        found[name.removesuffix(".T")] = exact.T if name.endswith(".T") else exact
    return found


def _exact(stored: str, array: NDArray[np.generic], constants: dict[str, NDArray[np.generic]]) -> Array:
    exact: Array = array.astype(np.float32)
    if not stored.endswith("_quantized"):
        return exact
    name = stored.removesuffix("_quantized")
    zero, scale = (constants[f"{name}_{part}"].astype(np.float32) for part in ("zero_point", "scale"))
    return (exact - zero) * scale
