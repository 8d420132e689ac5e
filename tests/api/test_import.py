"""What `import onrecord` costs and promises: nothing is imported early, Prefect never, and every name is there."""

import ast
import os
import sys
from pathlib import Path

import onrecord

from tests.waiting import ran

ROOT = Path(__file__).resolve().parents[2]
FACE = ROOT / "flows" / "api" / "onrecord" / "__init__.py"
_FRESH = """
import sys
import onrecord
heavy = {"pydantic", "pyarrow", "duckdb", "numpy", "onnxruntime", "flows.derive"} & set(sys.modules)
found = onrecord.extract("“We sold 12 boats,” said Ann Lee.", annotator="simple")
found.to_arrow("figures")
print(sorted(heavy), len(found.figures), "prefect" in sys.modules, "polars" in sys.modules)
"""


def test_a_fresh_interpreter_imports_no_more_than_it_uses() -> None:
    """The import loads no library; an extraction loads no Prefect."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "flows" / "api")])}
    command = [sys.executable, "-c", _FRESH]
    ended = ran(command, env=environment, check=True)
    assert ended.stdout.split("\n")[0] == "[] 1 False False"


def test_every_name_is_there() -> None:
    """`__all__` is what type checkers see, and each name of it is where the table says."""
    assert sorted(onrecord.__all__) == list(onrecord.__all__)
    assert all(getattr(onrecord, name).__name__ == name for name in onrecord.__all__)
    assert set(onrecord.__all__) | {"__version__"} <= set(dir(onrecord))
    assert _imported_for_types() == {name: onrecord._PLACES[name] for name in onrecord.__all__}


def _imported_for_types() -> dict[str, str]:
    (block,) = (node for node in ast.parse(FACE.read_text(encoding="utf-8")).body if isinstance(node, ast.If))
    return {
        alias.name: node.module or "" for node in block.body if isinstance(node, ast.ImportFrom) for alias in node.names
    }


def test_the_package_says_that_it_is_typed() -> None:
    """PEP 561."""
    assert (FACE.parent / "py.typed").exists()
