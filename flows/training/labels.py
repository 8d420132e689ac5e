"""A teacher's labels for text that has none: tags, trees and sentences with their probabilities, in files.

A file holds the labels of some documents, one JSON object a paragraph: `doc`, `words`, `joined` (no blank before the
word), and per word `names` (tag and probability of the likeliest tags, per mille), `upos`, `heads` (1 + index in the
paragraph, 0 for a root), `deprel`, `starts` (whether a sentence begins), each with its probability in per mille behind
it. Files are written whole, under their final name only when complete; a labelling that was stopped goes on behind the
last one.
"""

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from flows.derive.annotate.pieces import WordPieces
from flows.derive.annotate.segments import LONGEST_PIECES
from flows.derive.annotate.tokenize import tokenize
from flows.training.corpora import Sentence
from flows.training.network import Network
from flows.training.open_text import NAMES_ONLY, OpenDocument
from flows.training.windows import Batch, Window, batches, windows

DOCUMENTS_A_FILE = 200
SETTINGS = "labels.json"
_KEPT_TAGS = 3
"""How many of a word's likeliest tags are kept; the rest share under a hundredth of the probability, nearly always."""
_MILLE = 1000
_NO_ROOM = -1e4
Floats = NDArray[np.float32]
Row = dict[str, Any]


@dataclass(frozen=True)
class Labeller:
    """A trained network that labels paragraphs, in full precision or bfloat16: 8 bits break a large teacher."""

    network: Network
    pieces: WordPieces
    batch_pieces: int = 4096
    bf16: bool = False

    def label(self, documents: Sequence[OpenDocument]) -> Iterator[Row]:
        """A row for every paragraph that fits a window."""
        sentences = [_sentence(document, text) for document in documents for text in document.paragraphs]
        found = [(window, sentence) for sentence in sentences for window in self._window(sentence)]
        rows: dict[int, Row] = {}
        places = {id(window): index for index, (window, _) in enumerate(found)}
        order = sorted((window for window, _ in found), key=lambda window: len(window.pieces))
        done = 0
        for batch in batches(order, self.batch_pieces, None):
            for scores in self._scores(batch):
                index = places[id(order[done])]
                rows[index] = _row(found[index][1], scores)
                done += 1
        return (rows[index] for index in range(len(found)))

    def _window(self, sentence: Sentence) -> list[Window]:
        found = list(windows([sentence], self.pieces, LONGEST_PIECES)) if sentence.words else []
        return [window for window in found if len(window.first) == len(sentence.words)]

    def _scores(self, batch: Batch) -> Iterator["_Scores"]:
        with torch.no_grad():
            arrays = self._arrays(batch)
        for row, count in enumerate(batch.word_mask.sum(axis=1).tolist()):
            yield _Scores(*(array[row, :count] for array in arrays))

    def _arrays(self, batch: Batch) -> list[Floats]:
        """Probabilities of a batch's tags, speech, starts, heads, relations."""
        network, device = self.network.eval(), next(self.network.parameters()).device
        network.encoder.stream = torch.bfloat16 if self.bf16 else torch.float32
        inputs = (
            torch.from_numpy(column).to(device) for column in (batch.pieces, batch.cases, batch.mask, batch.first)
        )
        with torch.autocast(device.type, dtype=torch.bfloat16, enabled=self.bf16):
            names, upos, starts, arcs, dependent, head = network(*inputs)
            no_head = torch.from_numpy(np.pad(~batch.word_mask, ((0, 0), (1, 0)))).to(device)[:, None, :]
            odds = arcs.float().masked_fill(no_head, _NO_ROOM).softmax(-1)
            heads = odds.argmax(-1)
            relations = network.labels(dependent, head.gather(1, heads[..., None].expand(-1, -1, head.shape[-1])))
        columns = (names.float().softmax(-1), upos.float().softmax(-1), starts.float().sigmoid(), odds)
        return [column.cpu().numpy() for column in (*columns, relations.float().softmax(-1))]


@dataclass(frozen=True, slots=True)
class _Scores:
    names: Floats
    upos: Floats
    starts: Floats
    heads: Floats
    deprel: Floats


def write_labels(documents: Iterable[OpenDocument], labeller: Labeller, folder: Path, teacher: str) -> Iterator[Path]:
    """Label `documents` into files of `folder`; yields each file as it is complete, earlier ones left as they are.

    Raises ValueError if the folder holds another teacher's labels.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _agree(folder / SETTINGS, {"teacher": teacher, "documents_a_file": DOCUMENTS_A_FILE})
    remaining, number = iter(documents), 0
    while group := list(islice(remaining, DOCUMENTS_A_FILE)):
        path = folder / f"labels-{number:05}.jsonl.gz"
        if not path.exists():
            beside = path.with_suffix(".new")
            with gzip.open(beside, "wt", encoding="utf-8", compresslevel=5) as lines:
                lines.writelines(json.dumps(row, separators=(",", ":")) + "\n" for row in labeller.label(group))
            beside.replace(path)
        yield path
        number += 1


def _agree(path: Path, settings: dict[str, object]) -> None:
    if path.exists():
        if (found := json.loads(path.read_text(encoding="utf-8"))) != settings:
            raise ValueError(f"{path}: labels of {found}, not of {settings}; take another folder or delete this one")
    else:
        path.write_text(json.dumps(settings) + "\n", encoding="utf-8")


def fingerprint(network: Network) -> str:
    """16 hex characters that tell one teacher's weights from another's."""
    digest = hashlib.sha256()
    for name, value in network.state_dict().items():
        digest.update(name.encode() + value.cpu().numpy().tobytes())
    return digest.hexdigest()[:16]


def _sentence(document: OpenDocument, text: str) -> Sentence:
    starts, ends = tokenize(text, (0, len(text)))
    pairs = list(zip(starts.tolist(), ends.tolist(), strict=True))
    before = [0, *(b for _, b in pairs[:-1])]
    return Sentence(
        words=[text[a:b] for a, b in pairs],
        doc=document.name,
        joined_before=[index > 0 and a == end for index, ((a, _), end) in enumerate(zip(pairs, before, strict=True))],
    )


def _row(sentence: Sentence, scores: _Scores) -> Row:
    order = np.argsort(-scores.names, axis=1)[:, :_KEPT_TAGS]
    likeliest = np.take_along_axis(scores.names, order, axis=1)
    row: Row = {
        "doc": sentence.doc,
        "words": sentence.words,
        "joined": [int(joined) for joined in sentence.joined_before],
        "names": np.stack([order, _mille(likeliest)], axis=2).tolist(),
        "starts": _mille(scores.starts).tolist(),
    }
    if sentence.doc.partition("/")[0] not in NAMES_ONLY:
        for name in ("upos", "heads", "deprel"):
            values = getattr(scores, name)
            row[name] = np.stack([values.argmax(axis=1), _mille(values.max(axis=1))], axis=1).tolist()
    return row


def _mille(values: Floats) -> NDArray[np.int64]:
    return np.round(values * _MILLE).astype(np.int64)
