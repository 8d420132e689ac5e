"""What one article provokes costs it the rows of one step, and other articles nothing."""

import sys
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from flows.derive import cpu_limit, pipeline
from flows.derive.annotate import annotator_for
from flows.derive.cpu_limit import CpuLimitError, within
from flows.derive.pipeline import Derived, derive, derive_batch, derive_guarded
from tests.unit.derive.making import article, seed_article
from tests.waiting import PATIENCE_S, ran

SIMPLE = annotator_for("simple")

STEPS = {
    "sections": "split_paragraphs",
    "dates": "find_dates",
    "entities": "describe_entities",
    "quotes": "find_quotes",
    "figures": "find_figures",
    "date_rows": "date_rows",
}
"""Step -> the function of the pipeline that does it."""
TABLES = {
    "sections": set(),
    "annotate": {"paragraphs"},
    "dates": {"paragraphs", "article_entities", "mentions", "quotes", "quote_parts", "figures"},
    "entities": {"paragraphs", "quotes", "quote_parts", "figures", "dates"},
    "quotes": {"paragraphs", "article_entities", "mentions", "figures", "dates"},
    "figures": {"paragraphs", "article_entities", "mentions", "quotes", "quote_parts", "dates"},
    "date_rows": {"paragraphs", "article_entities", "mentions", "quotes", "quote_parts", "figures"},
}
"""Step -> tables that have rows all the same."""


class ProvokedError(RuntimeError):
    """A fault that nobody foresaw."""


def provoked(*_: Any, **__: Any) -> Any:  # noqa: ANN401  # stands for any step
    """Fail as a rule without a reader does, with a text in the message."""
    raise ProvokedError("the article's secret text")


class BrokenAnnotator:
    """An annotator that fails."""

    version = "broken"
    annotate = staticmethod(provoked)


def filled(derived: Derived) -> set[str]:
    """The tables that have rows, failures aside."""
    return {table for table, rows in derived.rows.items() if rows} - {"derive_failures", "entity_candidates"}


@pytest.mark.parametrize("step", STEPS)
def test_a_step_that_fails_costs_its_own_rows(step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The layers that stand on nothing of it are there, and the failure names step, type and place, no text."""
    monkeypatch.setattr(pipeline, STEPS[step], provoked)
    derived = derive_guarded(seed_article(), SIMPLE)
    assert filled(derived) >= TABLES[step]
    (failure,) = derived.rows["derive_failures"]
    told = failure.model_dump()
    assert (told["step"], told["exception"]) == (step, "ProvokedError")
    assert told["place"].startswith("tests/unit/derive/test_isolation.py:")
    assert "secret" not in str(told)


def test_an_annotator_that_fails_leaves_paragraphs() -> None:
    """Without tokens there are paragraphs and nothing else."""
    derived = derive_guarded(seed_article(), BrokenAnnotator())
    assert filled(derived) == TABLES["annotate"]
    assert [row.model_dump()["step"] for row in derived.rows["derive_failures"]] == ["annotate"]


def test_other_articles_get_the_rows_they_always_get(monkeypatch: pytest.MonkeyPatch) -> None:
    """A failure in one article changes no row of its neighbours."""
    calm = [article(f"“No,” said Jane Roe of Lima on Monday. She paid {n} euros.", name=str(n)) for n in range(5)]
    wanted = [derive(one, SIMPLE).rows for one in calm]
    find_quotes: Any = getattr(pipeline, "find_quotes")  # noqa: B009  # no part of the pipeline's face

    def fails_for_one(document: Any, *others: Any) -> Any:  # noqa: ANN401  # stands for the step
        if document.article.external_id == "odd":
            raise ProvokedError
        return find_quotes(document, *others)

    monkeypatch.setattr(pipeline, "find_quotes", fails_for_one)
    odd = article("“No,” said Bo Roe.", name="odd").model_copy(update={"external_id": "odd"})
    rows = derive_batch([*calm[:2], odd, *calm[2:]], SIMPLE, derive_guarded).rows
    assert len(rows["derive_failures"]) == 1
    for table in ("quotes", "mentions", "figures", "dates"):
        assert [row for row in rows[table] if getattr(row, "article_id") != odd.article_id] == sorted(  # noqa: B009
            (row for one in wanted for row in one[table]), key=pipeline._order(table)
        )


def test_rows_that_miss_their_text_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The check of offsets can't be switched off: a step whose row fails it has failed."""
    find_figures: Any = getattr(pipeline, "find_figures")  # noqa: B009  # no part of the pipeline's face

    def shifted(*arguments: Any) -> Any:  # noqa: ANN401  # as above
        return [row.model_copy(update={"start_char": row.start_char + 1}) for row in find_figures(*arguments)]

    monkeypatch.setattr(pipeline, "find_figures", shifted)
    derived = derive_guarded(seed_article(), SIMPLE)
    assert derived.rows["figures"] == []
    assert [row.model_dump()["exception"] for row in derived.rows["derive_failures"]] == ["OffsetError"]


def test_what_would_run_for_ever_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """An article that takes more CPU time than it may is stored with what was made before; later steps do not begin."""
    began: list[str] = []

    def endless(*_: Any) -> Any:  # noqa: ANN401  # as above
        while True:
            began.append("entities")

    monkeypatch.setattr(pipeline, "describe_entities", endless)
    monkeypatch.setattr(pipeline, "find_quotes", lambda *_: began.append("quotes"))
    derived = derive_guarded(seed_article(), SIMPLE, cpu_seconds=0.3)
    assert filled(derived) == {"paragraphs"}
    (failure,) = derived.rows["derive_failures"]
    assert (failure.model_dump()["step"], failure.model_dump()["exception"]) == ("entities", "CpuLimitError")
    assert "quotes" not in began


@pytest.mark.parametrize("in_thread", [False, True])
def test_the_limit_holds_in_any_thread_and_for_its_work_alone(*, in_thread: bool) -> None:
    """The exception arrives in the work that spent its time, and never in the work behind it."""
    results: list[object] = []

    def work() -> None:
        for _ in range(3):
            with pytest.raises(CpuLimitError):
                within(0.05, _burn)
            results.append(within(60.0, lambda: sum(range(100_000))))

    _run(work, in_thread=in_thread)
    assert results == [sum(range(100_000))] * 3
    assert cpu_limit._watched == []


_PROFILED = """
import sys
from flows.derive.cpu_limit import CpuLimitError, within

def spin():
    while True:
        pass

try:
    within(0.05, spin)
except CpuLimitError:
    sys.setprofile(lambda *_: None)
    (lambda: None)()
    sys.setprofile(None)
    print("through")
"""


def test_nothing_is_left_behind_for_a_profiler() -> None:
    """Functions behind a limit that struck can be profiled and traced: CPython 3.11 would never get into one."""
    assert ran([sys.executable, "-c", _PROFILED]).stdout == "through\n"


def test_waiting_costs_no_cpu_time() -> None:
    """A worker that waits for the disk, or for its turn, is not ended."""
    assert within(0.05, lambda: time.sleep(0.6)) is None


def test_nothing_is_watched_without_a_limit() -> None:
    """None sets no limit, and what the work raises passes."""
    with pytest.raises(ProvokedError):
        within(None, provoked)


def _burn() -> None:
    while True:
        sum(range(1000))


def _run(work: Callable[[], None], *, in_thread: bool) -> None:
    if not in_thread:
        work()
        return
    failures: list[BaseException] = []

    def kept() -> None:
        try:
            work()
        except BaseException as failure:  # noqa: BLE001  # shown in the test's own thread
            failures.append(failure)

    thread = threading.Thread(target=kept, daemon=True)
    thread.start()
    thread.join(PATIENCE_S)
    assert not thread.is_alive(), "the limit did not end the work"
    assert failures == []
