"""What imports what, by room, and how long things are: `python -m tests.structure.rooms [CHECKOUT]` prints it.

A room is a folder of modules. The modules beside `flows/__init__.py` are a room each: settings, terminal and
installation lie below everything that uses them, the flows and the command line above.
"""

import ast
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ("schemas", "seeds", "warehouse", "flows")
Arrows = dict[tuple[str, str], set[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Module:
    """A module: its dotted name, the room it lies in, and its tree."""

    name: str
    room: str
    path: Path
    tree: ast.Module

    @property
    def is_face(self) -> bool:
        """Whether it is the `__init__` of its room."""
        return self.path.name == "__init__.py"


@lru_cache(maxsize=4)
def modules(root: Path = ROOT, tops: tuple[str, ...] = PRODUCT) -> dict[str, Module]:
    """The modules of some top-level folders, by name."""
    found = (_module(root, path) for top in tops for path in sorted((root / top).rglob("*.py")))
    return {module.name: module for module in found}


def _module(root: Path, path: Path) -> Module:
    relative = path.relative_to(root)
    folder = ".".join(relative.parent.parts)
    face = path.name == "__init__.py"
    name = folder if face else ".".join(relative.with_suffix("").parts)
    room = name if folder == "flows" and not face else folder
    return Module(name, room, path, ast.parse(path.read_text(encoding="utf-8")))


def imports(module: Module, known: Mapping[str, Module]) -> Iterator[str]:
    """The known modules that a module imports anywhere in its code, lazily or not."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                if inner in known or node.module in known:
                    yield inner if inner in known else node.module


def arrows(known: Mapping[str, Module]) -> Arrows:
    """(room, room that it uses) -> the imports, as (module, module)."""
    found: Arrows = {}
    for module in known.values():
        for target in imports(module, known):
            if known[target].room != module.room:
                found.setdefault((module.room, known[target].room), set()).add((module.name, target))
    return found


def circles(known: Arrows) -> list[str]:
    """The rooms from which arrows lead back to themselves, sorted."""
    beyond: dict[str, set[str]] = {}
    for room, used in known:
        beyond.setdefault(room, set()).add(used)
    return sorted(room for room in beyond if room in _reached(room, beyond))


def _reached(room: str, beyond: Mapping[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    stack = [room]
    while stack:
        for used in beyond.get(stack.pop(), set()) - seen:
            seen.add(used)
            stack.append(used)
    return seen


def folders(known: Mapping[str, Module]) -> dict[str, int]:
    """How many modules lie flat in each folder, faces left out."""
    found: dict[str, int] = {}
    for module in known.values():
        folder = module.path.parent.as_posix()
        found[folder] = found.get(folder, 0) + (not module.is_face)
    return found


def function_lengths(known: Mapping[str, Module]) -> list[int]:
    """Lines of each function and method, from `def` to its end, docstring included."""
    return [
        (node.end_lineno or node.lineno) - node.lineno + 1
        for module in known.values()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def module_lengths(known: Mapping[str, Module]) -> list[int]:
    """Lines of each module, faces left out."""
    return [len(one.path.read_text(encoding="utf-8").splitlines()) for one in known.values() if not one.is_face]


def report(root: Path = ROOT) -> Iterator[str]:
    """Rooms, arrows, circles, modules a folder, and median and p90 of lengths, a line each; tests are not counted."""
    known = modules(root)
    found = arrows(known)
    yield f"rooms {len({module.room for module in known.values()})}, arrows {len(found)}, in circles {circles(found)}"
    for folder, count in sorted(folders(known).items(), key=lambda item: (-item[1], item[0])):
        if count:
            yield f"{count:4} modules  {Path(folder).relative_to(root)}"
    for what, lengths in (("functions", function_lengths(known)), ("modules", module_lengths(known))):
        yield f"{what}: {len(lengths)}, lines: median {median(lengths):.0f}, p90 {quantiles(lengths, n=10)[-1]:.0f}"


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in report(Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else ROOT))
