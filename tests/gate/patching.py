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
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("flows/derive", "flows/linking")
ROOMS = tuple(folder.replace("/", ".") for folder in FOLDERS)


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


class Change(NamedTuple):
    """A number that is changed, and which way."""

    constant: Constant
    up: bool


Holder = tuple[str, str]
"""A module and a name that it has for a number, or for what it made of the number while it was imported."""


@cache
def changes() -> tuple[Change, ...]:
    """Both changes of every number."""
    return tuple(Change(constant, up) for constant in constants() for up in (True, False))


@cache
def holders() -> frozenset[Holder]:
    """Every name that a number reaches."""
    return frozenset(holder for constant in constants() for holder, _ in _reached(constant))


def put(change: Change) -> None:
    """Change the number in its module, wherever it was imported by name, and in what is made of it during an import."""
    importlib.import_module(change.constant.module)
    now = _value(change)
    for holder, made in _reached(change.constant):
        names = _names(holder)
        if names and made is not None:
            exec(compile(made, holder[0], "exec"), names)  # noqa: S102  # our own source
            now = names[holder[1]]
        elif names:
            names[holder[1]] = now


def changed_values(change: Change) -> dict[Holder, Any]:
    """What each name that the number reaches holds after a change; nothing stays changed."""
    importlib.import_module(change.constant.module)
    reached = {holder for holder, _ in _reached(change.constant) if _names(holder)}
    before = {holder: _names(holder)[holder[1]] for holder in reached}
    put(change)
    after = {holder: _names(holder)[holder[1]] for holder in reached}
    for holder, value in before.items():
        _names(holder)[holder[1]] = value
    return after


def _value(change: Change) -> object:
    constant = change.constant
    value, _ = _parts(_statement(source_with(constant, up=change.up), constant))
    if isinstance(value, ast.Tuple) and constant.position is not None:
        value = value.elts[constant.position]
    assert value is not None
    source = ast.fix_missing_locations(ast.Expression(value))
    return eval(compile(source, str(constant.path), "eval"), sys.modules[constant.module].__dict__)  # noqa: S307  # ours


def _names(holder: Holder) -> dict[str, Any]:
    """The names of a holder's module; none where it was not imported, or has no such name."""
    module = sys.modules.get(holder[0])
    return module.__dict__ if module is not None and holder[1] in module.__dict__ else {}


@cache
def _reached(constant: Constant) -> tuple[tuple[Holder, ast.Module | None], ...]:
    """Each name that a number reaches, and the statement that makes it; None where the name before it is passed on."""
    return tuple(_spread((constant.module, constant.name), None))


def _spread(holder: Holder, made: ast.Module | None) -> Iterator[tuple[Holder, ast.Module | None]]:
    yield holder, made
    for further in _imports().get(holder, ()):
        yield from _spread(further, None)
    for further, statement in _makings().get(holder, ()):
        yield from _spread(further, statement)


@cache
def _imports() -> dict[Holder, list[Holder]]:
    """Each name of a module -> the modules that import it, and how they call it; faces pass names on."""
    found: dict[Holder, list[Holder]] = {}
    for module, tree in _modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("flows."):
                for alias in node.names:
                    found.setdefault((node.module or "", alias.name), []).append((module, alias.asname or alias.name))
    return found


@cache
def _makings() -> dict[Holder, list[tuple[Holder, ast.Module]]]:
    """Each name -> what its module makes of it while it is imported: other names, functions by their defaults."""
    found: dict[Holder, list[tuple[Holder, ast.Module]]] = {}
    for module, tree in _modules().items():
        for statement in tree.body:
            for read in _read_at_import(statement):
                for name in _made(statement):
                    found.setdefault((module, read), []).append(((module, name), ast.Module([statement], [])))
    return found


def _made(statement: ast.stmt) -> Iterator[str]:
    if isinstance(statement, ast.FunctionDef):
        yield statement.name
    elif isinstance(statement, ast.Assign | ast.AnnAssign):
        _, target = _parts(statement)
        yield from (one.id for one in ast.walk(target) if isinstance(one, ast.Name)) if target is not None else ()


def _read_at_import(statement: ast.stmt) -> set[str]:
    parts: list[ast.AST] = [statement] if isinstance(statement, ast.Assign | ast.AnnAssign) else []
    if isinstance(statement, ast.FunctionDef):
        defaults = [*statement.args.defaults, *(one for one in statement.args.kw_defaults if one)]
        parts = [*defaults, *statement.decorator_list]
    nodes = (one for part in parts for one in ast.walk(part))
    return {one.id for one in nodes if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Load)}


@cache
def _modules() -> dict[str, ast.Module]:
    """The modules that may hold a number, by name."""
    texts = {_dotted(path): path.read_text(encoding="utf-8") for path in sorted((ROOT / "flows").rglob("*.py"))}
    return {
        name: ast.parse(text) for name, text in texts.items() if any(room in text or room in name for room in ROOMS)
    }


def _dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
