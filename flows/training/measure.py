"""How good an annotator is on treebank text: tags, trees, lemmas, sentences, names."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from flows.derive.annotate.minilm import MiniLmAnnotator
from flows.derive.annotate.tags import OUTSIDE, TAG_KINDS
from flows.derive.text.annotation import DEPREL, NAME_KINDS, UPOS, Annotation
from flows.training.corpora import Sentence
from flows.training.raw_text import RawParagraph, raw_paragraphs

SYNTAX = ("UPOS", "UAS", "LAS", "lemma")
_OUTSIDE_BIT = 1 << OUTSIDE


@dataclass(slots=True)
class SyntaxScore:
    """Right answers over words, and what the wrong ones were."""

    counts: Counter[str] = field(default_factory=Counter)
    confusions: Counter[str] = field(default_factory=Counter)

    def add(self, found: Annotation, paragraph: RawParagraph) -> None:
        """Compare an annotation of the gold tokens with the gold trees."""
        for offset, sentence in zip(paragraph.sentence_first, paragraph.sentences, strict=True):
            columns = (sentence.upos or [], sentence.heads or [], sentence.deprel or [], sentence.lemmas or [])
            for index, (upos, head, deprel, lemma) in enumerate(zip(*columns, strict=True), start=offset):
                self._word(found, index, (upos, head + offset if head >= 0 else -1, deprel, lemma))

    def _word(self, found: Annotation, index: int, gold: tuple[int, int, int, str]) -> None:
        upos, head, deprel, lemma = gold
        attached = int(found.heads[index]) == head
        self.counts["words"] += 1
        self.counts["UPOS"] += int(found.upos[index]) == upos
        self.counts["UAS"] += attached
        self.counts["LAS"] += attached and int(found.deprel[index]) == deprel
        self.counts["lemma"] += found.lemmas[index] == lemma
        if int(found.upos[index]) != upos:
            self.confusions[f"UPOS {UPOS[upos]} as {UPOS[found.upos[index]]}"] += 1
        if not attached:
            self.confusions[f"head of {DEPREL[deprel]}"] += 1
        elif int(found.deprel[index]) != deprel:
            self.confusions[f"label {DEPREL[deprel]} as {DEPREL[found.deprel[index]]}"] += 1

    def shares(self) -> dict[str, float]:
        """UPOS, UAS, LAS and lemma in per cent."""
        return {name: round(100 * self.counts[name] / max(1, self.counts["words"]), 2) for name in SYNTAX}


@dataclass(slots=True)
class SpanScore:
    """F1 of spans, and what stood around the wrong ones."""

    right: int = 0
    found: int = 0
    wanted: int = 0
    losses: Counter[str] = field(default_factory=Counter)

    def f1(self) -> float:
        """F1 in per cent; 0 where nothing was wanted or found."""
        return round(200 * self.right / max(1, self.found + self.wanted), 2)


def measure(annotator: MiniLmAnnotator, sentences: Sequence[Sentence]) -> dict[str, float]:
    """All figures of a development set, in per cent: syntax on given tokens, sentences and names on raw text."""
    syntax, bounds, names = SyntaxScore(), SpanScore(), SpanScore()
    for paragraph in raw_paragraphs(sentences):
        starts, ends = paragraph.columns()
        cuts = [*paragraph.sentence_first, len(starts)]
        syntax.add(annotator.annotate_tokens(paragraph.text, starts, ends, cuts), paragraph)
        raw = annotator.annotate(paragraph.text, [(0, len(paragraph.text))])
        compare_sentences(raw, paragraph, bounds)
        compare_names(raw, paragraph, names)
    figures = syntax.shares() | {"sentence F1": bounds.f1()}
    return figures | ({"names F1": names.f1()} if names.wanted else {})


def compare_sentences(found: Annotation, paragraph: RawParagraph, score: SpanScore) -> None:
    """Count the sentences whose text, blanks aside, is the gold's."""
    text = paragraph.text
    mine = [int(found.starts[first]) for first in found.sentence_first]
    gold = [paragraph.starts[first] for first in paragraph.sentence_first]
    score.right += len(_spans(mine, text) & _spans(gold, text))
    score.found += len(mine)
    score.wanted += len(gold)
    for cut in set(mine) - set(gold):
        score.losses[f"split after {_around(text, cut)}"] += 1
    for cut in set(gold) - set(mine):
        score.losses[f"joined after {_around(text, cut)}"] += 1


def _spans(starts: Sequence[int], text: str) -> set[tuple[int, int]]:
    ends = [*starts[1:], len(text)]
    return {(a, a + len(text[a:b].rstrip())) for a, b in zip(starts, ends, strict=True)}


def _around(text: str, cut: int) -> str:
    before, after = text[:cut].rstrip()[-1:], text[cut : cut + 1]
    shape = "a word" if before.isalnum() else repr(before)
    return f"{shape}, before {'a capital' if after.isupper() else 'a small letter' if after.islower() else repr(after)}"


def compare_names(found: Annotation, paragraph: RawParagraph, score: SpanScore) -> None:
    """Count names of the right span and a possible kind; found names where the gold is silent don't count."""
    gold = dict(_gold_names(paragraph))
    silent = _silent(paragraph)
    columns = (found.name_starts.tolist(), found.name_ends.tolist(), found.name_kind.tolist())
    for start, end, kind in zip(*columns, strict=True):
        if NAME_KINDS[kind] in gold.get((start, end), ()):
            score.right += 1
        elif any(start < b and a < end for a, b in silent):
            continue
        score.found += 1
    score.wanted += len(gold)


def _gold_names(paragraph: RawParagraph) -> Iterable[tuple[tuple[int, int], tuple[str, ...]]]:
    bits = _bits(paragraph)
    for index, allowed in enumerate(bits):
        kinds = tuple(kind for code, kind in enumerate(TAG_KINDS) if allowed >> (1 + 2 * code) & 1)
        if not kinds or allowed & _OUTSIDE_BIT:
            continue
        end = index + 1
        while end < len(bits) and bits[end] == allowed << 1:
            end += 1
        yield (paragraph.starts[index], paragraph.ends[end - 1]), kinds


def _silent(paragraph: RawParagraph) -> list[tuple[int, int]]:
    bits = _bits(paragraph)
    return [
        (paragraph.starts[index], paragraph.ends[index])
        for index, allowed in enumerate(bits)
        if allowed & _OUTSIDE_BIT and allowed != _OUTSIDE_BIT
    ]


def _bits(paragraph: RawParagraph) -> list[int]:
    return [
        int(allowed)
        for sentence in paragraph.sentences
        for allowed in (sentence.allowed if sentence.allowed is not None else [0] * len(sentence.words))
    ]
