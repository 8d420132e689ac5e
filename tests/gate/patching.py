"""The derivation with one number changed: put in its place in every module that has it, in this process.

What a module makes of the number while it is imported is made again.
"""

import ast
import importlib
import sys
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import CodeType

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("flows/derive", "flows/linking")


@dataclass(frozen=True)
class Constant:
    """A number, or the numbers of one collection, that a module names.

    Attributes:
        module: dotted name of the module.
        name: the name it has there; with several names on the left, the one of the number.
        line: where it stands, counted from 1.
        position: which of several targets on one line it is; None where all numbers of the value are meant.
        said: whether a line of documentation stands below it, or a comment beside it or above it.
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
    body, comments = ast.parse(path.read_text(encoding="utf-8")).body, _comment_lines(path)
    for statement, after in zip(body, [*body[1:], None], strict=True):
        said = isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
        said |= not comments.isdisjoint(range(statement.lineno - 1, (statement.end_lineno or statement.lineno) + 1))
        for name, position in _named(statement):
            yield Constant(module, name, statement.lineno, position, said)


def _comment_lines(path: Path) -> frozenset[int]:
    with path.open("rb") as file:
        tokens = list(tokenize.tokenize(file.readline))
    return frozenset(one.start[0] for one in tokens if one.type == tokenize.COMMENT and "noqa" not in one.string)


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


def _statement(tree: ast.Module, constant: Constant) -> ast.stmt:
    (statement,) = (one for one in tree.body if one.lineno == constant.line)
    return statement


def source_with(constant: Constant, *, up: bool) -> ast.Module:
    """The syntax tree of a constant's module with the constant changed."""
    tree = ast.parse(constant.path.read_text(encoding="utf-8"))
    value, _ = _parts(_statement(tree, constant))
    if isinstance(value, ast.Tuple) and constant.position is not None:
        value = value.elts[constant.position]
    for number in _numbers(value) if value is not None else ():
        assert isinstance(number.value, int | float)
        number.value = changed(number.value, up=up)
    return tree


Function = tuple[str, int, str]
"""What tells a function from all others: its file, its line, its name."""


def function_of(code: CodeType) -> Function:
    """The function that a code object is of."""
    return code.co_filename, code.co_firstlineno, code.co_name


@dataclass(frozen=True)
class Readers:
    """Who reads a number: functions when they are called, or modules for another name while they are imported."""

    functions: frozenset[Function]
    at_import: bool


def readers(constant: Constant) -> Readers:
    """Every function that reads a constant by its name, in its own module and in those that import it."""
    functions: set[Function] = set()
    at_import = False
    for path, name in _places(constant):
        whole = _code(path)
        for code in _codes(whole):
            if name in code.co_names and code is not whole:
                functions.add(function_of(code))
        at_import |= bool(_made_of(path, name).body)
    return Readers(frozenset(functions), at_import)


def put(constant: Constant, *, up: bool) -> None:
    """Change the number in its module and wherever it was imported by name."""
    module = importlib.import_module(constant.module)
    statement = _statement(source_with(constant, up=up), constant)
    value, _ = _parts(statement)
    if isinstance(value, ast.Tuple) and constant.position is not None:
        value = value.elts[constant.position]
    assert value is not None
    source = ast.fix_missing_locations(ast.Expression(value))
    now = eval(compile(source, str(constant.path), "eval"), module.__dict__)  # noqa: S307  # our own source
    for path, name in _places(constant):
        held = sys.modules.get(".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"))
        if held is not None and name in held.__dict__:
            setattr(held, name, now)
            exec(compile(_made_of(path, name), str(path), "exec"), held.__dict__)  # noqa: S102  # our own source


def _places(constant: Constant) -> Iterator[tuple[Path, str]]:
    """Each module that has the constant, and the name that it has there; faces pass names on."""
    yield constant.path, constant.name
    yield from _imported().get(constant.name, ())


@cache
def _imported() -> dict[str, list[tuple[Path, str]]]:
    found: dict[str, list[tuple[Path, str]]] = {}
    for path in sorted((ROOT / "flows").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("flows."):
                for alias in node.names:
                    found.setdefault(alias.name, []).append((path, alias.asname or alias.name))
    return found


@cache
def _code(path: Path) -> CodeType:
    return compile(path.read_text(encoding="utf-8"), str(path), "exec")


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield from _codes(one)


@cache
def _made_of(path: Path, name: str) -> ast.Module:
    """The statements at the top of a module that name something else and read this name for it."""
    body = ast.parse(path.read_text(encoding="utf-8")).body
    made: list[ast.stmt] = [one for one in body if isinstance(one, ast.Assign | ast.AnnAssign) and _reads(one, name)]
    return ast.Module(made, [])


def _reads(statement: ast.stmt, name: str) -> bool:
    loads = (one for one in ast.walk(statement) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Load))
    return any(one.id == name for one in loads)
