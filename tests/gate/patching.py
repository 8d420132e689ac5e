"""The derivation anew with one number changed: its modules are imported again, one of them with another number."""

import ast
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("flows/derive", "flows/linking")
_AGAIN = ("flows", "tests")
"""What is imported anew; seeds and schemas hold none of the numbers, and keep what they have read."""


@dataclass(frozen=True)
class Constant:
    """A number, or the numbers of one collection, that a module names.

    Attributes:
        module: dotted name of the module.
        name: the name it has there; with several names on the left, the one of the number.
        line: where it stands, counted from 1.
        position: which of several targets on one line it is; None where all numbers of the value are meant.
        said: whether a line of documentation stands below it.
    """

    module: str
    name: str
    line: int
    position: int | None
    said: bool

    @property
    def path(self) -> Path:
        """The module's file."""
        return ROOT / f"{self.module.replace('.', '/')}.py"


def constants() -> Iterator[Constant]:
    """Every number that a module of the derivation or of linking names at its top."""
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield from _constants_of(path)


def _constants_of(path: Path) -> Iterator[Constant]:
    module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    body = ast.parse(path.read_text(encoding="utf-8")).body
    for statement, after in zip(body, [*body[1:], None], strict=True):
        said = isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
        for name, position in _named(statement):
            yield Constant(module, name, statement.lineno, position, said)


def _named(statement: ast.stmt) -> Iterator[tuple[str, int | None]]:
    value, target = _parts(statement)
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        for position, (name, part) in enumerate(zip(target.elts, value.elts, strict=True)):
            if next(_numbers(part), None):
                yield ast.unparse(name), position
    elif target is not None and value is not None and next(_numbers(value), None):
        yield ast.unparse(target), None


def _parts(statement: ast.stmt) -> tuple[ast.expr | None, ast.expr | None]:
    if isinstance(statement, ast.Assign):
        return statement.value, statement.targets[0]
    if isinstance(statement, ast.AnnAssign):
        return statement.value, statement.target
    return None, None


def _numbers(node: ast.AST) -> Iterator[ast.Constant]:
    """Numbers of a value; not those of places (`[:3]`), nor of functions that it holds."""
    if isinstance(node, ast.Lambda | ast.Slice | ast.Subscript):
        return
    if isinstance(node, ast.Constant) and type(node.value) in {int, float}:
        yield node
    for child in ast.iter_child_nodes(node):
        yield from _numbers(child)


def changed(number: float, *, up: bool) -> float:
    """A number half as large again, or half as large; a whole one stays whole and changes by one at least."""
    step = abs(number) / 2
    if isinstance(number, int):
        step = max(1, round(step))
    elif 0 < abs(number) <= 1:
        step = min(step, max(1 - abs(number), 0.05)) if up else step
    return number + step if up else number - step


def source_with(constant: Constant, *, up: bool) -> ast.Module:
    """The syntax tree of a constant's module with the constant changed."""
    tree = ast.parse(constant.path.read_text(encoding="utf-8"))
    (statement,) = (one for one in tree.body if one.lineno == constant.line)
    value, _ = _parts(statement)
    if isinstance(value, ast.Tuple) and constant.position is not None:
        value = value.elts[constant.position]
    for number in _numbers(value) if value is not None else ():
        assert isinstance(number.value, int | float)
        number.value = changed(number.value, up=up)
    return tree


class _Changed(MetaPathFinder, Loader):
    """Gives one module from a syntax tree."""

    def __init__(self, constant: Constant, tree: ast.Module) -> None:
        self._constant, self._tree = constant, tree

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The changed module, whoever asks for it."""
        del path, target
        origin = str(self._constant.path)
        return spec_from_loader(name, self, origin=origin) if name == self._constant.module else None

    def exec_module(self, module: ModuleType) -> None:
        """Run the changed tree as the module."""
        module.__file__ = str(self._constant.path)
        exec(compile(self._tree, module.__file__, "exec"), module.__dict__)  # noqa: S102  # our own source, one number apart


def import_anew(constant: Constant, *, up: bool) -> None:
    """Forget the modules of flows and tests, and let them be imported again with the constant changed."""
    for name in [name for name in sys.modules if name.partition(".")[0] in _AGAIN]:
        del sys.modules[name]
    sys.meta_path.insert(0, _Changed(constant, source_with(constant, up=up)))
