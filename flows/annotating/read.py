"""Label Studio's export (JSON), read back: of each task the last annotation that was not cancelled.

Offsets there are UTF-16 code units, as browsers count; here they are code points, as everywhere in onrecord.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import accumulate
from pathlib import Path
from typing import Any, Final, get_args

import orjson

from schemas.errors import InputError
from schemas.vocabulary import EntityKind

LABELS: Final = frozenset({"Quote", "Speaker", "Figure", "Date", *get_args(EntityKind)})
_LARGEST: Final = 512 * 1024 * 1024
"""Bytes of an export that is read whole; ten thousand articles take a fifth of that."""
_BEYOND: Final = 0x10000


@dataclass(frozen=True, slots=True)
class Marked:
    """A span: its label, its offsets in code points, and for a quote the span of its speaker."""

    label: str
    span: tuple[int, int]
    speaker: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """What a person annotated of one article; `text` is the body that it was made on."""

    article_id: str
    text: str
    marked: Sequence[Marked]
    annotator: str | None
    annotated_at: datetime | None


def read_tasks(path: Path) -> Iterator[Task]:
    """The tasks of an export that were annotated; the others are passed over.

    Raises:
        InputError: it can't be read, or is no export of Label Studio; the message names the task by its place.
    """
    for place, task in enumerate(_loaded(path)):
        try:
            if annotation := _last(task):
                yield _task(task["data"], annotation)
        except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
            raise InputError(
                f"{path}, task {place}: is not as Label Studio exports it ({type(error).__name__}); export it as JSON"
            ) from None


def _loaded(path: Path) -> Sequence[Mapping[str, Any]]:
    try:
        if path.stat().st_size > _LARGEST:
            raise InputError(f"{path}: has more than {_LARGEST:,} bytes; export fewer tasks at once")
        tasks = orjson.loads(path.read_bytes())
    except OSError as error:
        raise InputError(f"{path}: can't be read ({error.strerror}). Check the path and its permissions.") from None
    except orjson.JSONDecodeError as error:
        raise InputError(f"{path}: is no JSON (line {error.lineno}); export the tasks as JSON") from None
    if not isinstance(tasks, list):
        raise InputError(f"{path}: is no list of tasks; export them as JSON, not as JSON-MIN or CSV")
    return tasks


def _last(task: Mapping[str, Any]) -> Mapping[str, Any] | None:
    done = [one for one in task.get("annotations", ()) if not one.get("was_cancelled")]
    return max(done, key=lambda one: str(one.get("updated_at") or one.get("created_at") or ""), default=None)


def _task(data: Mapping[str, Any], annotation: Mapping[str, Any]) -> Task:
    text = str(data["text"])
    who = annotation.get("completed_by")
    who = who.get("id") if isinstance(who, Mapping) else who
    told = annotation.get("updated_at") or annotation.get("created_at")
    return Task(
        str(data["article_id"]),
        text,
        tuple(_marked(text, annotation["result"])),
        None if who is None else str(who)[:40],
        _instant(str(told)) if told else None,
    )


def _instant(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _marked(text: str, results: Sequence[Mapping[str, Any]]) -> Iterator[Marked]:
    points = _points(text)
    spans = {
        str(one["id"]): (label, (points[one["value"]["start"]], points[one["value"]["end"]]))
        for one in results
        if one.get("type") == "labels"
        for label in one["value"]["labels"][:1]
    }
    speakers = dict(_said_by(results, spans))
    seen = set()
    for key, (label, span) in spans.items():
        if label not in LABELS or span[0] >= span[1]:
            raise ValueError(label)
        if (label, span) not in seen:
            seen.add((label, span))
            yield Marked(label, span, speakers.get(key))


def _said_by(
    results: Sequence[Mapping[str, Any]], spans: Mapping[str, tuple[str, tuple[int, int]]]
) -> Iterator[tuple[str, tuple[int, int]]]:
    """Quote and speaker of each relation, whichever way it was drawn."""
    for one in results:
        if one.get("type") != "relation":
            continue
        ends = {spans[str(one[name])][0]: str(one[name]) for name in ("from_id", "to_id") if str(one[name]) in spans}
        if ends.keys() == {"Quote", "Speaker"}:
            yield ends["Quote"], spans[ends["Speaker"]][1]


def _points(text: str) -> dict[int, int]:
    """UTF-16 offset -> code point offset; an offset within a character is none."""
    sizes = (2 if ord(character) >= _BEYOND else 1 for character in text)
    return {units: points for points, units in enumerate(accumulate(sizes, initial=0))}
