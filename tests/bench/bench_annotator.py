"""Speed, start-up and memory of the annotator, beside a spaCy pipeline of the same functions.

    python -m tests.bench.bench_annotator [TEXT…] [--words 20000]

TEXT are files of running text, a paragraph a line (JSON lines: their `text`); without any, the seed articles over and
over, which flatters whatever remembers words. Each measure runs in a process of its own; spaCy only if it is installed.
 The spaCy pipeline (tagger, parser, names, over a small convolutional tok2vec, as in its small models) has
untrained weights: it does the same work as a trained one, with other results.
"""

import argparse
import json
import multiprocessing
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from itertools import cycle
from pathlib import Path

from flows.derive.text.annotation import DEPREL, NAME_KINDS, UPOS, Span

Measured = tuple[int, float, float, float, float]
Articles = list[str]


def articles(paths: list[Path], words: int) -> Articles:
    """Texts from the files until there are about `words` words."""
    found: Articles = []
    for text in cycle(_texts(paths)):
        found.append(text)
        words -= len(text.split())
        if words <= 0:
            break
    return found


def _texts(paths: list[Path]) -> Iterator[str]:
    for path in paths:
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".jsonl":
            yield from (json.loads(line)["text"] for line in text.splitlines())
        else:
            yield text


def lines_of(text: str) -> list[Span]:
    """The lines of a text that hold anything."""
    spans, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append((start, start + len(line)))
        start += len(line) + 1
    return spans


def onrecord_annotator() -> Callable[[str], object]:
    """The default annotator on one thread."""
    from flows.derive.annotate import annotator_for  # noqa: PLC0415  # loading is part of what is measured

    annotator = annotator_for(threads=1)
    return lambda text: annotator.annotate(text, lines_of(text))


def spacy_pipeline() -> Callable[[str], object]:
    """An untrained spaCy pipeline with tagger, parser and names on one convolutional tok2vec."""
    import spacy  # noqa: PLC0415  # an extra

    nlp = spacy.blank("en")
    nlp.add_pipe("tok2vec")
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96}
    labels = {"tagger": UPOS, "parser": DEPREL, "ner": NAME_KINDS}
    for name, values in labels.items():
        default = nlp.get_pipe_config(name)["model"] if nlp.has_pipe(name) else None
        pipe = nlp.add_pipe(name, config={"model": {**(default or _model(name)), "tok2vec": listener}})
        for value in values:
            pipe.add_label(value)
    nlp.initialize()
    return lambda text: [nlp(text[a:b]) for a, b in lines_of(text)]


def _model(name: str) -> dict[str, object]:
    if name == "tagger":
        return {"@architectures": "spacy.Tagger.v2"}
    return {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": name,
        "extra_state_tokens": False,
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
    }


MAKERS = {"onrecord": onrecord_annotator, "spaCy, untrained": spacy_pipeline}


def run(task: tuple[str, Articles]) -> Measured:
    """Words, seconds of start-up, seconds of work, CPU seconds of work, megabytes resident at most."""
    name, texts = task
    began = time.perf_counter()
    annotate = MAKERS[name]()
    annotate("Jane Roe said hello.")
    started, cpu = time.perf_counter(), time.process_time()
    for text in texts:
        annotate(text)
    ended = time.perf_counter()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    words, cpu = sum(len(text.split()) for text in texts), time.process_time() - cpu
    return words, started - began, ended - started, cpu, memory


def main(files: Sequence[Path] = (), words: int = 20_000) -> None:
    """Print a line a measure: each pipeline alone, and two at once."""
    texts = articles(list(files) or sorted(Path("seeds/articles").glob("*.txt")), words)
    for name in MAKERS if find_spec("spacy") else ["onrecord"]:
        for processes in (1, 2):
            measure(name, texts, processes)


def measure(name: str, texts: Articles, processes: int) -> None:
    """Run `processes` workers at once, each on all texts, and print their joint speed."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(processes) as pool:
        rows = pool.map(run, [(name, texts)] * processes, chunksize=1)
    speed = sum(words / seconds for words, _, seconds, _, _ in rows)
    per_cpu = sum(row[0] for row in rows) / sum(row[3] for row in rows)
    start, memory = max(row[1] for row in rows), max(row[4] for row in rows)
    print(
        f"{name}, {processes} process(es): {speed:.0f} words/s ({per_cpu:.0f} a CPU second), "
        f"start {start:.2f} s, memory {memory:.0f} MB each"
    )


def _command_line() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--words", type=int, default=20_000)
    options = parser.parse_args()
    main(options.files, options.words)


if __name__ == "__main__":
    _command_line()
