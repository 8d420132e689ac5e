"""`onrecord sql`: one statement on the current snapshot, read-only."""

import sys
from pathlib import Path

from flows.answers.question import Question, ask, parse_parameters

STDIN = "-"


def run_sql(
    warehouse: Path,
    query: str,
    parameters: tuple[str, ...],
    *,
    format_: str | None,
    output: Path | None,
    timeout_s: float,
) -> None:
    """Answer `query` (with `-` what standard input holds) in the format that is asked for, within `timeout_s` seconds.

    Raises:
        SettingsError: DuckDB refuses the query, or format and output do not go together.
    """
    text = sys.stdin.read() if query == STDIN else query
    ask(warehouse, Question(text, parse_parameters(parameters)), format_, output, timeout_s=timeout_s)
