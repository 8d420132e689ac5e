"""Which numbers a text hangs on: modules compiled so that what reads a number is worked out with its other values too.

`put_under_probes` has every module of the derivation that is imported after it compiled with probes. A probe stands
around the smallest expression that decides with a number (`len(words) < _FEW`), gives what the expression gives, and
notes the number where another value of it would give something else. A text that a number is not noted for gives the
same rows whatever that number is; so nobody needs to ask it. Numbers that are read but once, while the annotator is
loaded, stay as they are and pass for unnoticed.
"""

import ast
import importlib.abc
import importlib.machinery
import importlib.util
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import CodeType, ModuleType
from typing import Any

import numpy as np

from tests.gate.patching import ROOMS, Change, Holder, changed_values, changes, holders

_PROBE, _STEPS = "__probe__", "__probe_steps__"
_PURE = frozenset({"min", "max", "len", "abs", "round", "range", "int", "float"})
_PURE_METHODS = frozenset({"get", "search", "match", "find", "rfind", "startswith", "endswith"})
_ANOTHER = object()
"""Stands for the value of what can't be compared: it counts as another one wherever it is read."""


@dataclass(frozen=True)
class Site:
    """A probe's place: the module and the names of numbers that the expression reads."""

    module: str
    names: tuple[str, ...]


class Noted(set[tuple[Change, int]]):
    """Changes that matter, each with the site where."""


@dataclass
class Record:
    """What is noted, and for whom."""

    noted: Noted | None = None
    """(change, site) of the witness that is asked; None where nobody listens."""
    sites: list[Site] = field(default_factory=list)
    others: dict[Holder, list[tuple[Change, Any]]] = field(default_factory=dict)

    @contextmanager
    def listening(self) -> Iterator[Noted]:
        """Note what matters meanwhile."""
        self.noted = heard = Noted()
        try:
            yield heard
        finally:
            self.noted = None

    def learn(self) -> None:
        """Work out what each name would hold after each change."""
        for change in changes():
            for holder, value in changed_values(change).items():
                told = _ANOTHER if callable(value) else value
                self.others.setdefault(holder, []).append((change, told))

    def other(self, number: int, values: Sequence[Any]) -> Iterator[tuple[Change, Sequence[Any] | None]]:
        """For each change not noted at a site yet, the values of its names after it; None where they can't be used."""
        assert self.noted is not None
        site = self.sites[number]
        for place, name in enumerate(site.names):
            for change, value in self.others.get((site.module, name), ()):
                if (change, number) not in self.noted:
                    yield change, None if value is _ANOTHER else [*values[:place], value, *values[place + 1 :]]


RECORD = Record()


def put_under_probes() -> None:
    """Compile with probes what is imported from here on."""
    assert not any(name.startswith(f"{room}.") for room in ROOMS for name in sys.modules)
    sys.meta_path.insert(0, _Finder())


def probe(number: int, told: Callable[..., Any], *values: object) -> object:
    """What an expression gives; noted is each change after which it would give something else."""
    found, noted = told(*values), RECORD.noted
    if noted is None:
        return found
    changes_here = list(RECORD.other(number, values))
    RECORD.noted = None
    try:
        noted.update((change, number) for change, other in changes_here if not _gives(told, other, found))
    finally:
        RECORD.noted = noted
    return found


def probe_steps(number: int, told: Callable[..., Any], *values: object) -> Iterator[object]:
    """What a loop steps through; noted is each change after which a step that is taken would be another."""
    found = list(told(*values))
    if RECORD.noted is None:
        return iter(found)
    return _steps(number, found, [(change, _listed(told, other)) for change, other in RECORD.other(number, values)])


def _steps(number: int, found: list[Any], others: list[tuple[Change, list[Any] | None]]) -> Iterator[object]:
    for place in range(len(found) + 1):
        if RECORD.noted is not None:
            one = found[place : place + 1]
            RECORD.noted.update(
                (change, number) for change, other in others if other is None or other[place : place + 1] != one
            )
        if place < len(found):
            yield found[place]


def _listed(told: Callable[..., Any], values: Sequence[Any] | None) -> list[Any] | None:
    try:
        return None if values is None else list(told(*values))
    except Exception:  # noqa: BLE001  # whatever fails is not the same
        return None


def _gives(told: Callable[..., Any], values: Sequence[Any] | None, found: object) -> bool:
    """Whether an expression gives the same with these values."""
    try:
        return values is not None and _same(told(*values), found)
    except Exception:  # noqa: BLE001  # whatever fails is not the same
        return False


def _same(one: Any, other: Any) -> bool:  # noqa: ANN401  # whatever the derivation compares
    if isinstance(one, re.Match) and isinstance(other, re.Match):
        return (one.span(), one[0]) == (other.span(), other[0])
    if isinstance(one, np.ndarray) or isinstance(other, np.ndarray):
        return bool(np.array_equal(one, other))
    return bool(one == other)


class _Finder(importlib.abc.MetaPathFinder):
    """Finds the derivation's modules, and has them loaded with probes."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """The module as it is found otherwise, with another loader; None for what is of other rooms."""
        spec = importlib.machinery.PathFinder.find_spec(name, path, target) if name.startswith(ROOMS) else None
        if spec is not None and spec.origin is not None and spec.origin.endswith(".py"):
            spec.loader = _Loader(name, spec.origin)
        return spec


class _Loader(importlib.machinery.SourceFileLoader):
    """Loads a module with probes, and never from what was compiled without them."""

    def get_code(self, fullname: str) -> CodeType:
        """The module's code."""
        tree = ast.parse(self.get_data(self.get_filename(fullname)))
        _probed(tree, fullname)
        code: CodeType = compile(ast.fix_missing_locations(tree), self.get_filename(fullname), "exec")
        return code

    def exec_module(self, module: ModuleType) -> None:
        """Run it; it finds the probes among its names."""
        module.__dict__.update({_PROBE: probe, _STEPS: probe_steps})
        super().exec_module(module)


def _probed(tree: ast.Module, module: str) -> None:
    names = {name for where, name in holders() if where == module}
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    loads = (node for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load))
    reads = [node for node in loads if node.id in names and _within_function(node, parents)]
    roots = {node: _root(node, parents) for node in reads}
    outer = {root: _outermost(root, set(roots.values()), parents) for root in roots.values()}
    for root in dict.fromkeys(outer.values()):
        held = dict.fromkeys(node.id for node in reads if outer[roots[node]] is root)
        _replace(parents[root], root, _call(root, Site(module, tuple(held)), stepwise=_is_stepped(root, parents)))


def _within_function(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> bool:
    """Whether a function's body holds a node; its defaults and decorators are read while the module is imported."""
    while node in parents:
        above = parents[node]
        if isinstance(above, ast.FunctionDef | ast.Lambda) and node is not above.args:
            return isinstance(above, ast.Lambda) or node in above.body or _within_function(above, parents)
        node = above
    return False


def _root(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> ast.expr:
    """The largest expression around a number that has no more in it than what decides."""
    while not isinstance(node, ast.Compare):
        above = _above(node, parents)
        if above is None or not _is_pure(above):
            break
        node = above
    assert isinstance(node, ast.expr)
    return node


def _above(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> ast.AST | None:
    """The next expression above one whose value hangs on it alone and on what is read again without harm."""
    above = parents[node]
    if isinstance(above, ast.Slice) or (isinstance(above, ast.Tuple) and isinstance(parents[above], ast.Subscript)):
        return _above(above, parents)
    if isinstance(above, ast.BinOp | ast.UnaryOp | ast.Compare | ast.IfExp):
        return above
    if isinstance(above, ast.Subscript):
        return above if isinstance(above.ctx, ast.Load) else None
    if isinstance(above, ast.List | ast.Tuple | ast.Set) and isinstance(parents[above], ast.Compare):
        return parents[above]
    if isinstance(above, ast.Attribute) and isinstance(parents[above], ast.Call):
        return _called(parents[above])
    return _called(above) if node is not getattr(above, "func", None) else None


def _called(node: ast.AST) -> ast.AST | None:
    """The node, where it is a call that changes nothing."""
    if not isinstance(node, ast.Call):
        return None
    named = isinstance(node.func, ast.Name) and node.func.id in _PURE
    return node if named or (isinstance(node.func, ast.Attribute) and node.func.attr in _PURE_METHODS) else None


def _is_pure(node: ast.AST) -> bool:
    """Whether an expression can be worked out again: it takes nothing from an iterator and names nothing."""
    return not any(
        isinstance(one, ast.NamedExpr | ast.Await | ast.Yield | ast.YieldFrom)
        or (isinstance(one, ast.Call) and isinstance(one.func, ast.Name) and one.func.id == "next")
        or (isinstance(one, ast.Subscript | ast.Name) and not isinstance(one.ctx, ast.Load) and _is_target(one, node))
        for one in ast.walk(node)
    )


def _is_target(one: ast.AST, node: ast.AST) -> bool:
    """Whether something is assigned to within an expression, other than by its own loops."""
    loops = (loop.target for loop in ast.walk(node) if isinstance(loop, ast.comprehension))
    return not any(one in ast.walk(target) for target in loops)


def _outermost(root: ast.expr, roots: set[ast.expr], parents: dict[ast.AST, ast.AST]) -> ast.expr:
    node: ast.AST = root
    while node in parents:
        node = parents[node]
        if node in roots and isinstance(node, ast.expr):
            root = node
    return root


def _is_stepped(root: ast.expr, parents: dict[ast.AST, ast.AST]) -> bool:
    above = parents[root]
    return isinstance(above, ast.For | ast.comprehension) and above.iter is root


def _call(root: ast.expr, site: Site, *, stepwise: bool) -> ast.Call:
    RECORD.sites.append(site)
    arguments = ast.arguments([], [ast.arg(name) for name in site.names], None, [], [], None, [])
    return ast.copy_location(
        ast.Call(
            ast.Name(_STEPS if stepwise else _PROBE, ast.Load()),
            [
                ast.Constant(len(RECORD.sites) - 1),
                ast.Lambda(arguments, root),
                *(ast.Name(name, ast.Load()) for name in site.names),
            ],
            [],
        ),
        root,
    )


def _replace(parent: ast.AST, old: ast.expr, new: ast.expr) -> None:
    for name, value in ast.iter_fields(parent):
        if value is old:
            setattr(parent, name, new)
        elif isinstance(value, list):
            value[:] = [new if one is old else one for one in value]
