"""UPOS, UAS, LAS, lemmas (given tokens) and sentences (raw text) on treebanks.

    python -m tests.eval.eval_syntax FILE.conllu.gz… [--model DIR] [--losses 20]

`given sentences` feeds every sentence as a paragraph of its own; `given tokens` feeds the treebank's paragraphs and
leaves the sentences to the annotator; `raw` starts from the paragraph's text.
"""

import argparse
from pathlib import Path

from flows.derive.annotate.minilm import MiniLmAnnotator
from flows.training.corpora import read_treebank
from flows.training.measure import SpanScore, SyntaxScore, compare_sentences
from flows.training.raw_text import raw_paragraphs
from seeds.annotator_files import ANNOTATOR


def main() -> None:
    """Print one block a file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--model", type=Path, default=ANNOTATOR)
    parser.add_argument("--losses", type=int, default=12)
    options = parser.parse_args()
    annotator = MiniLmAnnotator(options.model)
    for path in options.files:
        report(annotator, path, options.losses)


def report(annotator: MiniLmAnnotator, path: Path, losses: int) -> None:
    """Print the figures of a file and the commonest losses."""
    given_sentences, given_tokens, sentences = SyntaxScore(), SyntaxScore(), SpanScore()
    for paragraph in raw_paragraphs(read_treebank(path)):
        starts, ends = paragraph.columns()
        text, count = paragraph.text, len(starts)
        cuts = [*paragraph.sentence_first, count]
        given_sentences.add(annotator.annotate_tokens(text, starts, ends, cuts), paragraph)
        given_tokens.add(annotator.annotate_tokens(text, starts, ends, [0, count]), paragraph)
        compare_sentences(annotator.annotate(text, [(0, len(text))]), paragraph, sentences)
    print(f"{path.name}: {given_tokens.counts['words']} words")
    print("  given sentences ", given_sentences.shares())
    print("  given tokens    ", given_tokens.shares())
    print("  raw              sentence F1", sentences.f1())
    for name, number in (*given_tokens.confusions.most_common(losses), *sentences.losses.most_common(losses)):
        print(f"    {number:5} {name}")


if __name__ == "__main__":
    main()
