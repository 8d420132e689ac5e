"""What is trained on: every corpus as sentences with what it is sure of, and how much of each an epoch takes."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from flows.derive.annotate.tags import begin_tag
from flows.training.allowed import allowed_tags
from flows.training.augment import Datelines, Random, Swaps, recase, without_stop
from flows.training.corpora import Sentence, read_names, read_treebank
from flows.training.templates import Templates

SHARE = {
    "ud_ewt_train": 1.6,
    "gum_train": 2.0,
    "redocred": 1.0,
    "crossner": 1.0,
    "multiner": 1.0,
    "litbank": 0.35,
    "sec": 0.5,
    "wnut17": 0.35,
    "btc": 0.3,
}
"""How often an epoch takes each corpus. News-like text counts for more, fiction and tweets for less."""

DEVELOPMENT = ("ud_ewt_dev", "gum_dev")
TEMPLATE_DOCUMENTS = 400
_TWEETS = frozenset({"btc", "wnut17"})
"""Their names are handles and nicknames too often to stand in other texts."""
_SWAPPED = ("PERSON", "GPE", "ORG")


@dataclass(frozen=True)
class Corpora:
    """Training sentences and development sentences, by corpus, in the order of their files."""

    train: dict[str, list[Sentence]]
    development: dict[str, list[Sentence]]
    labelled: list[Sentence] = field(default_factory=list)
    """Paragraphs that a teacher labelled."""


def load_corpora(folder: Path) -> Corpora:
    """Read every corpus of `folder`; names that GUM's sentences have are put on its trees.

    Raises FileNotFoundError, naming the file, if a corpus of `SHARE` or `DEVELOPMENT` is missing.
    """
    train: dict[str, list[Sentence]] = {}
    trees = {name: _treebank(folder, name) for name in ("ud_ewt_train", "gum_train", *DEVELOPMENT)}
    named = {(item.doc, tuple(item.words)): item for item in read_names(folder / "gum_ner.jsonl.gz", recut=False)}
    for name in ("gum_train", "gum_dev"):
        for tree in trees[name]:
            names = named.get((tree.doc, tuple(tree.words)))
            tree.allowed = allowed_tags(names, "gum_ner") if names else None
    for name in SHARE:
        if name in trees:
            train[name] = trees[name]
        else:
            train[name] = [
                Sentence(words=item.words, doc=item.doc, allowed=allowed_tags(item, name))
                for item in read_names(folder / f"{name}.jsonl.gz")
            ]
    return Corpora(train, {name: trees[name] for name in DEVELOPMENT})


def _treebank(folder: Path, name: str) -> list[Sentence]:
    return list(read_treebank(folder / f"{name}.conllu.gz"))


def known_names(corpora: Corpora) -> dict[str, list[tuple[str, ...]]]:
    """Every name of which a corpus of running text is sure, by kind, each once, sorted."""
    found: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for corpus, sentences in corpora.train.items():
        for sentence in sentences if corpus not in _TWEETS else ():
            _collect(sentence, found)
    return {kind: sorted(names) for kind, names in found.items()}


def _collect(sentence: Sentence, found: dict[str, set[tuple[str, ...]]]) -> None:
    tags = [] if sentence.allowed is None else sentence.allowed.tolist()
    for index, bits in enumerate(tags):
        for kind in _SWAPPED:
            if bits == 1 << begin_tag(kind):
                end = index + 1
                while end < len(tags) and tags[end] == bits << 1:
                    end += 1
                words = tuple(sentence.words[index:end])
                if len(words) <= 6 and words[0][:1].isupper() and not words[0].startswith("@"):  # noqa: PLR2004
                    found[kind].add(words)


class Epochs:
    """Draws each epoch's documents: shuffled, sampled by `SHARE`, augmented, from one seed."""

    def __init__(self, corpora: Corpora, seed: int, labelled_share: float = 0.0) -> None:
        """`labelled_share`: how often an epoch takes what a teacher labelled, beside the corpora."""
        self._seed = seed
        self._labelled, self._labelled_share = _by_document(corpora.labelled), labelled_share
        self._documents = {name: _by_document(items) for name, items in corpora.train.items()}
        names = known_names(corpora)
        self._datelines = Datelines(names["GPE"])
        self._templates = Templates(names)
        self._swaps = Swaps({1 << begin_tag(kind): names[kind] for kind in _SWAPPED})

    def documents(self, epoch: int) -> Iterator[list[Sentence]]:
        """The documents of an epoch, in their order; the same for the same seed and epoch."""
        random = np.random.default_rng((self._seed, epoch))
        chosen = [
            document
            for name, documents in self._documents.items()
            for document in _sample(documents, SHARE[name], random)
        ]
        chosen += _sample(self._labelled, self._labelled_share, random)
        chosen += self._templates.documents(TEMPLATE_DOCUMENTS, random)
        for index in random.permutation(len(chosen)):
            document = chosen[index]
            yield [self._vary(sentence, random) for sentence in document]

    def _vary(self, sentence: Sentence, random: Random) -> Sentence:
        if sentence.upos is None and sentence.allowed is not None:
            if random.random() < 0.15:  # noqa: PLR2004
                sentence = self._swaps.apply(sentence, random)
            if random.random() < 0.05:  # noqa: PLR2004
                sentence = self._datelines.before(sentence, random)
        if sentence.upos is None and sentence.soft is None:
            sentence = replace(sentence, starts_paragraph=bool(random.random() < 0.4))  # noqa: PLR2004
        if random.random() < 0.03:  # noqa: PLR2004
            sentence = replace(without_stop(sentence), starts_paragraph=True)
        return recase(sentence, random)


def _by_document(sentences: list[Sentence]) -> list[list[Sentence]]:
    documents: dict[str, list[Sentence]] = defaultdict(list)
    for sentence in sentences:
        documents[sentence.doc].append(sentence)
    return [part for document in documents.values() for part in _parts(document)]


def _parts(document: list[Sentence], size: int = 40) -> Iterator[list[Sentence]]:
    for start in range(0, len(document), size):
        yield document[start : start + size]


def _sample(documents: list[list[Sentence]], share: float, random: Random) -> Iterator[list[Sentence]]:
    for _ in range(int(share)):
        yield from documents
    rest = share - int(share)
    yield from (document for document in documents if random.random() < rest)
