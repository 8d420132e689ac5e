"""`python -m tests.answers`: ask anew what warehouse/QUESTIONS.md asks, and write the answers."""

import re
import tempfile
from pathlib import Path

from click.testing import CliRunner

from flows.cli import main
from tests.flows.loading import CORPUS, ROOT, load

QUESTIONS = ROOT / "warehouse" / "QUESTIONS.md"
TERMINAL = {"COLUMNS": "110", "NO_COLOR": "1", "FORCE_COLOR": None, "TTY_COMPATIBLE": None}
"""Environment in which answers are printed the same everywhere: a terminal of 110 columns, no colours."""

_ASKED = re.compile(r"```sql\n(?P<query>.*?)```\n```text\n(?P<answer>.*?)```", re.DOTALL)


def answered(text: str, store: Path) -> str:
    """`text` with the answer of `store` behind each block of SQL that has a block of text behind it.

    Raises:
        RuntimeError: DuckDB refuses a query, or none is found.
    """
    told, number = _ASKED.subn(
        lambda block: f"```sql\n{block['query']}```\n```text\n{ask(store, block['query'])}```", text
    )
    if not number:
        raise RuntimeError("QUESTIONS.md: no block of SQL with a block of text behind it; write one")
    return told


def ask(store: Path, query: str) -> str:
    """What `onrecord sql` prints, without the blank lines and spaces around it."""
    result = CliRunner().invoke(main, ["sql", "--warehouse", str(store), query], env=TERMINAL)
    if result.exit_code:
        raise RuntimeError(f"QUESTIONS.md: {query.strip()}: {result.output or result.exception}")
    lines = [line.rstrip() for line in result.stdout.splitlines()]
    return "".join(f"{line}\n" for line in lines if line)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        load(Path(folder) / "store", CORPUS, annotator="default")
        QUESTIONS.write_text(answered(QUESTIONS.read_text(encoding="utf-8"), Path(folder) / "store"), encoding="utf-8")
