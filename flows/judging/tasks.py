"""A sample as tasks for Label Studio, and what was judged there read back as a judge's file."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import duckdb

from flows.judging.judged import FORMAT, VERSION, Drawn, Sample
from flows.judging.kinds import KINDS
from flows.judging.sheet import Card, cards_of

_ATTRIBUTES: Final = sorted({name for kind in KINDS.values() for name in kind.attributes})
CONFIG: Final = f"""<View>
  <Header value="$kind: is this row right?"/>
  <Text name="passage" value="$passage"/>
  <Text name="row" value="$row"/>
  <Choices name="verdict" toName="row" choice="single" required="true">
    <Choice value="right"/><Choice value="attributes"/><Choice value="wrong"/><Choice value="unsure"/>
  </Choices>
  <Choices name="wrong" toName="row" choice="multiple" visibleWhen="choice-selected" whenTagName="verdict"
    whenChoiceValue="attributes">
    {"".join(f'<Choice value="{name}"/>' for name in _ATTRIBUTES)}
  </Choices>
</View>
"""
"""The labelling interface that the tasks are for."""


def tasks_of(con: duckdb.DuckDBPyConnection, sample: Sample) -> list[dict[str, object]]:
    """A task for each row: its passage, in which the row stands between ⟦ and ⟧, and what is said of it.

    Raises:
        StoreError: a row of the sample is not in the store.
    """
    told, cards = cards_of(con, sample)
    head = told.model_dump(mode="json", exclude={"rows"})
    return [{"data": _data(head, row, card)} for row, card in zip(told.rows, cards, strict=True)]


def _data(head: Mapping[str, object], row: Drawn, card: Card) -> dict[str, object]:
    lines = [f"{name}: {value if value is not None else '(none)'}" for name, value in card.told.items()]
    passage = "".join(f"⟦{piece.text}⟧" if "row" in piece.marks else piece.text for piece in card.pieces)
    shown = {"kind": row.kind, "passage": passage, "row": "\n".join(lines), "headline": card.headline}
    return shown | {"drawn": row.model_dump(mode="json"), "sample": head}


def judged_in(tasks: Sequence[Any]) -> dict[str, object]:
    """An export of such tasks (JSON) as a judge's file has it: of each task the last annotation that was not cancelled.

    Label Studio exports the tasks that were annotated; the sample is then of those rows alone, and the judge is the
    number of who annotated the first.

    Raises:
        KeyError, TypeError, ValueError, IndexError, AttributeError: it is no such export.
    """
    pairs = [(task["data"], _last(task)) for task in tasks]
    rows = [data["drawn"] for data, _ in pairs]
    drawn = Counter((row["kind"], row["band"]) for row in rows)
    head = pairs[0][0]["sample"]
    strata = [one | {"drawn": drawn[one["kind"], one["band"]]} for one in head["strata"]]
    judgements = {data["drawn"]["row_id"]: _judgement(found) for data, found in pairs if found}
    judge = next((str(found.get("completed_by")) for _, found in pairs if found), "nobody")
    sample = head | {"strata": strata, "rows": rows}
    return {"format": FORMAT, "version": VERSION, "judge": judge, "sample": sample, "judgements": judgements}


def _last(task: Mapping[str, Any]) -> Mapping[str, Any] | None:
    done = [one for one in task.get("annotations", ()) if not one.get("was_cancelled")]
    return done[-1] if done else None


def _judgement(annotation: Mapping[str, Any]) -> dict[str, object]:
    chosen = dict(_chosen(annotation))
    verdict = chosen["verdict"][0]
    return {"verdict": verdict, "wrong": chosen.get("wrong", []) if verdict == "attributes" else []}


def _chosen(annotation: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    for result in annotation["result"]:
        yield result["from_name"], result["value"]["choices"]
