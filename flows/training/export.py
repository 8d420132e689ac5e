"""A trained network as files that run without torch: ONNX graphs in int8, labels.

The graph reads one window and nothing else: no padding to compute, no neighbour to take the scales of 8 bit products
from, no mask. Attention is one operation of ONNX Runtime, and the last layer asks for the words alone, each at its
first piece: nobody reads the other pieces' vectors.

Weights take all 8 bits. With 7 (`reduce_range`) processors without VNNI need no precise mode and are a sixth faster, at
equal figures on the development sets; but it changes one passage in sixty of those that rules are tested on, so that it
is a choice for the next weights.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from flows.derive.annotate.tags import TAG_KINDS
from flows.derive.text.annotation import DEPREL, UPOS
from flows.training.network import LABEL_WIDTH, Layer, Network, attend

OPSET = 17
Array = NDArray[Any]
_OUTPUTS = ("names", "upos", "starts", "arcs", "label_dependent", "label_head")


class _Attention(torch.autograd.Function):
    """Attention of one window, exported as one operation."""

    @staticmethod
    def symbolic(graph: Any, query: Any, key: Any, value: Any, heads: int) -> Any:  # noqa: ANN401  # torch's own types are private
        found = graph.op("com.microsoft::MultiHeadAttention", query, key, value, num_heads_i=heads)
        found.setType(query.type())
        return found

    @staticmethod
    def forward(_: Any, query: Tensor, key: Tensor, value: Tensor, heads: int) -> Tensor:  # noqa: ANN401  # as above
        return attend(query, key, value, heads, None)


class _Window(nn.Module):
    """The network as it runs: on one window, its words' first pieces in `first`."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, pieces: Tensor, cases: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        encoder = self.network.encoder
        hidden = encoder.embed(pieces, cases)
        for layer in encoder.layers[:-1]:
            hidden = _layer(layer, hidden, hidden)
        return self.network.heads(_layer(encoder.layers[-1], hidden[:, first[0]], hidden))


def _layer(layer: Layer, wanted: Tensor, hidden: Tensor) -> Tensor:
    """What a layer makes of the `wanted` vectors, which attend to all `hidden` ones."""
    weights, biases = layer.qkv.weight.chunk(3), layer.qkv.bias.chunk(3)
    query, key, value = map(F.linear, (wanted, hidden, hidden), weights, biases)
    return layer.finish(wanted, _Attention.apply(query, key, value, layer.heads))


class _Labels(nn.Module):
    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, dependent: Tensor, head: Tensor) -> Tensor:
        return self.network.labels(dependent, head)


def export(network: Network, folder: Path) -> None:
    """Write `encoder.onnx` (int8), `relations.onnx` (fp32, small) and `labels.json` to `folder`."""
    network.eval()
    network.cpu()
    network.encoder.stream = torch.float32
    full = folder / "encoder.fp32.onnx"
    _export_encoder(network, full)
    name_weights(full, network)
    _export_labels(network, folder / "relations.onnx")
    quantize_dynamic(
        full,
        folder / "encoder.onnx",
        per_channel=True,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gather"],
        nodes_to_exclude=_kept_exact(full),
    )
    full.unlink()
    labels = {"upos": UPOS, "deprel": DEPREL, "name_kinds": TAG_KINDS}
    (folder / "labels.json").write_text(json.dumps(labels, indent=1) + "\n", encoding="utf-8")


def _export_encoder(network: Network, path: Path) -> None:
    length, words = 12, 7
    example = (
        torch.randint(5, 1000, (1, length)),
        torch.zeros(1, length, dtype=torch.long),
        torch.arange(words)[None],
    )
    piece, word = {1: "piece"}, {1: "word"}
    torch.onnx.export(
        _Window(network),
        example,
        str(path),
        dynamo=False,
        opset_version=OPSET,
        input_names=["pieces", "cases", "first"],
        output_names=list(_OUTPUTS),
        dynamic_axes={
            "pieces": piece,
            "cases": piece,
            "first": word,
            **dict.fromkeys(_OUTPUTS, word),
            "arcs": {1: "word", 2: "head"},
            "label_head": {1: "head"},
        },
        custom_opsets={"com.microsoft": 1},
    )


def name_weights(path: Path, network: Network) -> None:
    """Give the weights of the graph in `path` the network's names for them, so that training can go on from it.

    A weight that the graph holds transposed gets `.T` behind its name, a third of a layer's `qkv` its number.
    """
    model = onnx.load(path)
    named = {_key(array): name for name, array in _arrays(network)}
    new: dict[str, str] = {}
    for item in model.graph.initializer:
        array = numpy_helper.to_array(item)
        name = named.get(_key(array))
        if name is None and array.ndim == 2 and (name := named.get(_key(array.T))) is not None:  # noqa: PLR2004
            name += ".T"
        if name is not None and name not in new.values():
            new[item.name] = item.name = name
    for node in model.graph.node:
        for place, name in enumerate(node.input):
            node.input[place] = new.get(name, name)
    onnx.save(model, path)


def _arrays(network: Network) -> Iterator[tuple[str, Array]]:
    for name, value in network.state_dict().items():
        array = value.numpy()
        yield name, array
        if ".qkv." in name:
            yield from ((f"{name}.{index}", part) for index, part in enumerate(np.split(array, 3)))


def _key(array: Array) -> tuple[tuple[int, ...], bytes]:
    return array.shape, np.ascontiguousarray(array).tobytes()


def _export_labels(network: Network, path: Path) -> None:
    example = (torch.zeros(3, LABEL_WIDTH), torch.zeros(3, LABEL_WIDTH))
    torch.onnx.export(
        _Labels(network),
        example,
        str(path),
        dynamo=False,
        opset_version=OPSET,
        input_names=["dependent", "head"],
        output_names=["labels"],
        dynamic_axes={name: {0: "word"} for name in ("dependent", "head", "labels")},
    )


def _kept_exact(path: Path) -> list[str]:
    """Nodes that stay in fp32: products of two computed matrices (attention, arcs), which gain nothing from int8."""
    graph = onnx.load(path).graph
    constants = {item.name for item in graph.initializer}
    return [
        node.name
        for node in graph.node
        if (node.op_type == "MatMul" and not constants.intersection(node.input))
        or (node.op_type == "Gather" and node.input[0] not in constants)
    ]
