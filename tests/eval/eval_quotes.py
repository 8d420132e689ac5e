"""Count the errors of quotes by their cause.

    python -m tests.eval.eval_quotes GOLD.jsonl… PREDICTED.jsonl… [--show CAUSE]

Gold files and the predictions of `onrecord extract` on them, in the same order. Gold that marks reported speech
(`speech_cue`) is counted for speech alone. A gold row without a right span counts under the row that overlaps it
most (too long, too short, at its beginning or end), else as missed, by whether its cue is in the seeds. A predicted
row that matches nothing is superfluous, by rule. On right spans: wrong speakers by what the gold's words are, and
wrong persons by what was found. With `--show` the rows of one cause are printed, for reading.
"""

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from flows.derive.text.cues import phrases, verb_forms
from seeds.word_classes import words_of
from tests.eval.quote_matching import Held, Part, Row, Span, hold, overlap, read, same_speaker

_AROUND = 60
_WORDS = re.compile(r"[\w'’-]+")


@dataclass(frozen=True, slots=True)
class Fault:
    """One error: its cause, and the place that it is at."""

    cause: str
    span: Span
    told: str = ""


def faults(held: Held) -> Iterator[Fault]:
    """All errors of an article."""
    right = {i for i, _ in held.pairs}
    matched = {j for _, j in held.pairs}
    for index, (span, row) in enumerate(held.gold):
        if row.get("speech_cue", True) and index not in right:
            yield _missed(held, span, row, matched)
    for index, part in enumerate(held.parts):
        if index not in matched:
            touches = any(overlap(part.span, span) for span, _ in held.gold)
            cause = "overlaps gold" if touches else "superfluous"
            yield Fault(f"row {cause}: {part.quote['kind']} {part.quote['rule']}", part.span)
    for i, j in held.pairs:
        if held.gold[i][1].get("speech_cue", True):
            yield from _wrong_speaker(held.gold[i][1], held.parts[j])


def _missed(held: Held, span: Span, row: Row, matched: set[int]) -> Fault:
    family = "indirect" if row["kind"] == "indirect" else "quoted"
    near = [part for j, part in enumerate(held.parts) if j not in matched and overlap(part.span, span)]
    if near:
        best = max(near, key=lambda part: overlap(part.span, span))
        return Fault(
            f"span, {family}: {_difference(best.span, span)}", span, f"{best.quote['rule']} {_words(held, best.span)}"
        )
    taken = any(overlap(part.span, span) for part in held.parts)
    cause = "inside another's row" if taken else _cue_known(row)
    return Fault(f"missed, {family}: {cause}", span, str(row.get("cue_text")))


def _difference(found: Span, gold: Span) -> str:
    start = "starts early" if found[0] < gold[0] else "starts late" if found[0] > gold[0] else ""
    end = "ends late" if found[1] > gold[1] else "ends early" if found[1] < gold[1] else ""
    return ", ".join(filter(None, (start, end))) or "same, taken"


def _cue_known(row: Row) -> str:
    cue = row.get("cue_text")
    if not cue:
        return "no cue in the gold"
    words = [word.lower() for word in _WORDS.findall(cue)]
    known = any(word in verb_forms() for word in words) or cue.lower() in phrases()
    return "cue in the seeds" if known else "cue not in the seeds"


def _wrong_speaker(row: Row, part: Part) -> Iterator[Fault]:
    quote = part.quote
    if row.get("speaker_text") and not same_speaker(row, quote):
        found = "none found" if not quote["speaker_text"] else "another found"
        told = f"{row['speaker_text']} | {quote['speaker_text']} ({quote['rule']})"
        yield Fault(f"speaker: {_kind_of(row['speaker_text'])}, {found}", part.span, told)
    if not is_person(row, quote):
        found = "no entity" if not quote["speaker_entity_id"] else "another entity"
        told = f"{row['speaker_name']} ({row.get('speaker_text')}) | {quote['speaker_name']} ({quote['speaker_text']})"
        yield Fault(f"person: {_kind_of(row.get('speaker_text') or '')}, {found}", part.span, told)


def is_person(row: Row, quote: Row) -> bool:
    """Whether the last names agree, where the gold names a person."""
    name, given = row.get("speaker_name"), quote["speaker_name"] or quote["speaker_text"] or ""
    return not name or _last(name) in {_last(one) for one in re.split(r",| of | at ", given)}


def _kind_of(words: str) -> str:
    if not words:
        return "unstated"
    if words.lower() in words_of("speaker_pronoun"):
        return "pronoun"
    return "name" if any(word[0].isupper() for word in words.split()[1:] or [words]) else "noun phrase"


def _last(name: str) -> str:
    words = [word for word in _WORDS.findall(name) if word.lower() not in words_of("name_suffix")]
    return words[-1].lower() if words else ""


def _words(held: Held, span: Span) -> str:
    return held.text[slice(*span)].replace("\n", "¶")


def _place(held: Held, span: Span) -> str:
    before = held.text[max(span[0] - _AROUND, 0) : span[0]]
    behind = held.text[span[1] : span[1] + _AROUND]
    return f"{before}[[{held.text[slice(*span)]}]]{behind}".replace("\n", "¶")


def main() -> None:
    """Print the counts of every gold file, or the rows of one cause."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("paths", nargs="+", help="gold files, then as many files of predictions")
    parser.add_argument("--show", metavar="CAUSE", help="print the rows of the causes that begin so")
    options = parser.parse_args()
    half = len(options.paths) // 2
    for gold_path, predicted_path in zip(options.paths[:half], options.paths[half:], strict=True):
        print(f"== {gold_path}")
        _report(gold_path, predicted_path, options.show)


def _report(gold_path: str, predicted_path: str, show: str | None) -> None:
    predicted = read(predicted_path)
    counts: Counter[str] = Counter()
    for name, article in read(gold_path).items():
        held = hold(article, predicted[name]["quotes"])
        for fault in faults(held):
            counts[fault.cause] += 1
            if show and fault.cause.startswith(show):
                print(f"{fault.cause} | {fault.told} | {_place(held, fault.span)}")
    if not show:
        print("\n".join(f"{count:5} {cause}" for cause, count in sorted(counts.items(), key=lambda one: one[0])))


if __name__ == "__main__":
    main()
