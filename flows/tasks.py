"""The Prefect tasks: thin wrappers around the steps of a load. They pass paths and ids, never text."""

from collections.abc import Iterator, Sequence
from concurrent.futures import BrokenExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Self, TypeVar

from prefect import State, Task, task
from prefect.client.schemas.objects import TaskRun
from prefect.futures import as_completed
from prefect.task_runners import TaskRunner

from flows.load.derive import DeriveCounts, derive_file
from flows.load.guard import guarded
from flows.load.job import Job
from flows.load.parse import ParseCounts, parse_batch
from flows.load.versions import check_version
from flows.runner import runner_for
from schemas.errors import TransientError

T = TypeVar("T")

_POOLS = 3
"""Times that the workers of a step are started: one killed from outside costs nothing, one that dies again and again
would keep a load for ever."""


def _is_transient(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    """Whether trying again may help; anything else fails at once."""
    return isinstance(state.result(raise_on_failure=False), TransientError)


@task(
    name="parse",
    task_run_name="parse batch {number}",
    retries=2,
    retry_delay_seconds=[1, 5],
    retry_condition_fn=_is_transient,
)
def parse(job: Path, number: int) -> ParseCounts:
    """Parse one batch of a load."""
    with guarded(f"parse, batch {number}", job.parent):
        return parse_batch(Job.load(job), number)


@task(
    name="derive",
    task_run_name="derive batch {name}",
    retries=2,
    retry_delay_seconds=[1, 5],
    retry_condition_fn=_is_transient,
)
def derive(job: Path, name: str) -> DeriveCounts:
    """Derive the rows of one parsed file."""
    with guarded(f"derive, {name}", job.parent):
        wanted = Job.load(job)
        check_version(wanted)
        return derive_file(wanted, name)


class PrefectSteps:
    """Runs the steps of a load as Prefect tasks, as many at once as the runner has workers.

    Use as a context manager inside a flow; workers start with the first step and end with the context.
    """

    def __init__(self, spec: str) -> None:
        self._spec = spec
        self._stack = ExitStack()
        self._runner: TaskRunner[Any] | None = None

    def parse(self, job: Path, numbers: Sequence[int]) -> Iterator[ParseCounts]:
        """Parse batches; results come as they are ready."""
        return self._run(parse, job, [{"job": job, "number": number} for number in numbers])

    def derive(self, job: Path, names: Sequence[str]) -> Iterator[DeriveCounts]:
        """Derive files; results come as they are ready."""
        return self._run(derive, job, [{"job": job, "name": name} for name in names])

    def close(self) -> None:
        """End the workers, so that they hold no memory while the load is committed."""
        self._stack.close()
        self._runner = None

    def _run(self, step: Task[..., T], job: Path, calls: Sequence[dict[str, Any]]) -> Iterator[T]:
        left = list(calls)
        for _ in range(_POOLS):
            try:
                yield from self._results(step, job, left)
            except BrokenExecutor:  # a worker's process has ended; what it had marked as done is taken over
                self.close()
            else:
                return
        raise TransientError(
            f"{job.parent}: {_POOLS} times a worker process ended before its work, as one does that the system kills "
            "for want of memory. What was derived is kept, and the same command goes on from there; "
            "`--runner process:1` needs less memory."
        )

    def _results(self, step: Task[..., T], job: Path, left: list[dict[str, Any]]) -> Iterator[T]:
        """Results as they are ready; the calls that gave them are taken out of `left`."""
        if not left:
            return
        runner = self._started(job)
        futures = {runner.submit(step, parameters=call): call for call in left}
        for future in as_completed(list(futures)):
            result = future.result()
            left.remove(futures[future])
            yield result

    def _started(self, job: Path) -> TaskRunner[Any]:
        if self._runner is None:
            runner = runner_for(self._spec, input_bytes=Job.load(job).input_bytes)
            self._runner = self._stack.enter_context(runner)
        return self._runner

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()
