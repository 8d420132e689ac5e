"""A trained network as files that run without torch: ONNX graphs in int8, lemma table, labels."""

import json
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from flows.derive.annotate.tags import TAG_KINDS
from flows.derive.text.annotation import DEPREL, UPOS
from flows.training.network import LABEL_WIDTH, Network

OPSET = 17
_OUTPUTS = ("names", "upos", "starts", "arcs", "label_dependent", "label_head")


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
    size, length, words = 2, 12, 7
    example = (
        torch.randint(5, 1000, (size, length)),
        torch.zeros(size, length, dtype=torch.long),
        torch.ones(size, length, dtype=torch.bool),
        torch.arange(words).expand(size, -1).contiguous(),
    )
    window, word = {0: "window", 1: "piece"}, {0: "window", 1: "word"}
    torch.onnx.export(
        network,
        example,
        str(path),
        dynamo=False,
        opset_version=OPSET,
        input_names=["pieces", "cases", "mask", "first"],
        output_names=list(_OUTPUTS),
        dynamic_axes={
            "pieces": window,
            "cases": window,
            "mask": window,
            "first": word,
            **dict.fromkeys(_OUTPUTS, word),
            "arcs": {0: "window", 1: "word", 2: "head"},
            "label_head": {0: "window", 1: "head"},
        },
    )


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
