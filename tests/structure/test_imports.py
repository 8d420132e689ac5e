"""Dependencies between the folders point one way."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MAY_IMPORT = {
    "schemas": {"schemas"},
    "seeds": {"schemas", "seeds"},
    "warehouse": {"schemas", "warehouse"},
    "flows/derive": {"schemas", "seeds", "flows.derive"},
    "flows/linking": {"schemas", "seeds", "flows.derive", "flows.linking"},
}
"""Folder -> the project's packages that it may use; `flows` as a whole may use all."""
PURE = {"prefect", "duckdb"}
"""What the derivation must never touch."""


def _modules(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def _within(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


@pytest.mark.parametrize("folder", MAY_IMPORT)
def test_folder_imports_only_what_it_may(folder: str) -> None:
    """Schemas <- seeds <- flows.derive, schemas <- warehouse, and nothing else."""
    own = ("schemas", "seeds", "warehouse", "flows", "tests")
    wrong = [
        (str(path.relative_to(ROOT)), module)
        for path in _modules(folder)
        for module in _imported(path)
        if any(_within(module, name) for name in own)
        and not any(_within(module, allowed) for allowed in MAY_IMPORT[folder])
    ]
    assert _modules(folder)
    assert wrong == []


def test_only_flow_modules_import_prefect() -> None:
    """Prefect stays in flows/*.py, its server, and the command that serves; all else runs without it."""
    beside = ("commands/serve.py", "local_server/guarded_app.py", "local_server/template.py")
    allowed = {*(ROOT / "flows").glob("*.py"), *(ROOT / "flows" / name for name in beside)}
    users = {
        path
        for folder in ("flows", "schemas", "seeds", "warehouse")
        for path in _modules(folder)
        if any(_within(module, "prefect") for module in _imported(path))
    }
    assert users
    assert users <= allowed


@pytest.mark.parametrize("folder", ["flows/derive", "flows/linking"])
def test_derivation_and_linking_are_pure(folder: str) -> None:
    """No module of flows/derive and flows/linking knows Prefect or DuckDB."""
    wrong = [path for path in _modules(folder) for module in _imported(path) if module.split(".")[0] in PURE]
    assert wrong == []
