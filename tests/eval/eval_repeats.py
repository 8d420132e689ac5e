"""How well quotes of the same words are found: `python -m tests.eval.eval_repeats quotes.jsonl`.

The quotes of FILE (JSON lines of articles with `quotes`, as the evaluation kit's gold) are edited as newsrooms edit
them: cut, joined by an ellipsis, a word changed or left out, a pronoun replaced in brackets, contractions written out,
typography changed, a speaker's name shortened or lost. Original and edits are quotes of different articles; so are all
other quotes of the file. Recall: edits in the group of their original. Precision: of all quotes in groups, those whose
group's longest quote has the same original. Quotes that repeat each other in FILE as it is are left out.
"""

import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.unit.warehouse.corpus.repeating import Corpus, Said

_FORMS = {"don't": "do not", "it's": "it is", "we're": "we are", "i'm": "I am", "that's": "that is", "can't": "cannot"}
_SPEAKER_LOST = 0.3
_PRONOUNS = ("he", "she", "they", "it", "we", "them", "him")
Edit = Callable[[random.Random, list[str]], list[str]]


def _cut(rng: random.Random, words: list[str]) -> list[str]:
    """A piece of at least eight words."""
    size = rng.randint(8, max(8, len(words) - 1))
    start = rng.randint(0, max(0, len(words) - size))
    return words[start : start + size]


def _short(rng: random.Random, words: list[str]) -> list[str]:
    """A piece of four to seven words."""
    start = rng.randint(0, len(words) - 7)
    return words[start : start + rng.randint(4, 7)]


def _elided(rng: random.Random, words: list[str]) -> list[str]:
    """Its middle is left out."""
    start = rng.randint(4, max(4, len(words) // 2))
    return [*words[:start], "…", *words[start + rng.randint(1, 4) :]]


def _changed(rng: random.Random, words: list[str]) -> list[str]:
    """One word in twelve is another."""
    edited = list(words)
    for _ in range(1 + len(words) // 12):
        edited[rng.randrange(len(words))] = rng.choice(("people", "really", "things", "country", "say"))
    return edited


def _left_out(rng: random.Random, words: list[str]) -> list[str]:
    """A word is missing."""
    place = rng.randrange(len(words))
    return words[:place] + words[place + 1 :]


def _bracketed(_: random.Random, words: list[str]) -> list[str]:
    """A pronoun is replaced by a name in brackets."""
    return ["[Smith]" if word.lower() in _PRONOUNS else word for word in words]


def _typography(_: random.Random, words: list[str]) -> list[str]:
    """Contractions are written out, marks and case are others."""
    return [_FORMS.get(word.lower().replace("’", "'"), word.upper().replace("’", "'")) for word in words]


EDITS: tuple[Edit, ...] = (_cut, _short, _elided, _changed, _left_out, _bracketed, _typography)


def originals(path: Path) -> list[Said]:
    """The quotes of ten words or more, each in an article of its own, one of each group that repeats another."""
    said = [
        Said(
            number, 0, quote["text"], kind=quote["kind"], speaker=quote.get("speaker_name") or quote.get("speaker_text")
        )
        for number, quote in enumerate(_quotes(path))
        if len(quote["text"].split()) >= 10
    ]
    with Corpus() as corpus:
        corpus.load(said)
        repeated = {quote for _, quote, _ in corpus.repeats()}
    return [quote for quote in said if quote.quote_id not in repeated]


def _quotes(path: Path) -> Iterator[dict[str, str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield from json.loads(line)["quotes"]


def edited(originals: list[Said]) -> Iterator[tuple[Said, Said, str]]:
    """Each original with an edit of it, and the edit's name."""
    rng = random.Random(1)  # noqa: S311  # no secret depends on it
    for number, quote in enumerate(originals):
        edit = EDITS[number % len(EDITS)]
        words = edit(rng, quote.text.split())
        lost = edit is not _short and rng.random() < _SPEAKER_LOST
        speaker = None if lost else " ".join((quote.speaker or "").split()[-rng.randint(1, 3) :])
        yield quote, Said(10**7 + number, 0, " ".join(words), kind=quote.kind, speaker=speaker), edit.__name__


def main(path: Path) -> None:
    """Print recall by kind of edit, and precision."""
    pairs = list(edited(originals(path)))
    origin = {one.quote_id: quote.quote_id for quote, edit, _ in pairs for one in (quote, edit)}
    with Corpus() as corpus:
        corpus.load(quote for pair in pairs for quote in pair[:2])
        repeats = corpus.repeats()
    group = {quote: repeat for repeat, quote, _ in repeats}
    asked, found = Counter(name for *_, name in pairs), Counter[str]()
    for quote, edit, name in pairs:
        found[name] += group.get(quote.quote_id) == group.get(edit.quote_id, "")
    leader = {repeat: origin[quote] for repeat, quote, share in repeats if share == 1}
    right = sum(leader[repeat] == origin[quote] for repeat, quote, _ in repeats)
    for name, count in asked.items():
        print(f"{name.removeprefix('_')}: {found[name]} of {count}, recall {found[name] / count:.3f}")
    print(f"all: recall {sum(found.values()) / len(pairs):.3f}, precision {right / len(repeats):.3f} of {len(repeats)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
