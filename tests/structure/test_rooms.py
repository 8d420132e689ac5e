"""Each room uses the rooms that this table gives it, and no other; none lies in a circle; none is a heap."""

import ast
from collections.abc import Iterator

import pytest

from tests.structure.rooms import ROOT, Module, arrows, circles, folders, function_lengths, modules

_MOST = 25
"""Modules in a flat folder: what a stranger reads over in a minute."""
MAY_USE = {
    "flows.pages.html": {"flows.terminal", "flows.whole", "schemas", "seeds"},
    "flows.runner": {"schemas"},
    "flows.served": {"schemas"},
    "flows.whole": {"schemas"},
    "seeds": {"schemas"},
    "warehouse.disk": {"schemas"},
    "flows.derive.text": {"schemas", "seeds"},
    "flows.pages": {"flows.pages.html"},
    "flows.pages.article": {"flows.pages.html", "flows.terminal", "schemas"},
    "flows.readers": {"schemas", "seeds"},
    "warehouse.checks": {"schemas", "warehouse.disk"},
    "warehouse.parquet": {"schemas", "warehouse.disk"},
    "warehouse.store": {"schemas", "warehouse.disk"},
    "flows.answers": {"flows.installation", "flows.terminal", "flows.whole", "schemas", "warehouse.store"},
    "flows.derive.annotate": {"flows.derive.text", "seeds"},
    "flows.derive.disambiguation": {"flows.derive.text", "schemas", "seeds"},
    "flows.derive.names": {"flows.derive.text", "schemas", "seeds"},
    "flows.derive.numbers": {"flows.derive.text", "seeds"},
    "flows.derive.places": {"flows.derive.text", "schemas", "seeds"},
    "flows.derive.polls": {"flows.derive.text", "schemas", "seeds"},
    "flows.derive.relations": {"flows.derive.text", "schemas", "seeds"},
    "flows.derive.reporting": {"flows.derive.text", "seeds"},
    "flows.derive.sections": {"flows.derive.text", "schemas", "seeds"},
    "flows.local_server": {"schemas", "warehouse.store"},
    "flows.pages.report": {
        "flows.installation",
        "flows.pages.article",
        "flows.pages.html",
        "flows.terminal",
        "schemas",
        "seeds",
    },
    "flows.validate": {"flows.readers", "schemas", "seeds"},
    "warehouse.corpus": {"schemas", "warehouse.disk", "warehouse.parquet", "warehouse.store"},
    "warehouse.views": {"schemas", "warehouse.disk", "warehouse.store"},
    "flows.derive.dates": {"flows.derive.numbers", "flows.derive.text", "schemas", "seeds"},
    "flows.derive.entities": {
        "flows.derive.disambiguation",
        "flows.derive.names",
        "flows.derive.text",
        "schemas",
        "seeds",
    },
    "flows.derive.figures.quantities": {"flows.derive.numbers", "flows.derive.text", "schemas", "seeds"},
    "flows.derive.figures.links": {"flows.derive.figures.quantities", "flows.derive.text", "schemas", "seeds"},
    "flows.derive.figures": {
        "flows.derive.figures.links",
        "flows.derive.figures.quantities",
        "flows.derive.numbers",
        "flows.derive.text",
        "schemas",
        "seeds",
    },
    "flows.derive.quotes": {"flows.derive.names", "flows.derive.reporting", "flows.derive.text", "schemas", "seeds"},
    "flows.linking": {"flows.derive.names", "schemas", "seeds"},
    "flows.fetched": {
        "flows.readers",
        "flows.readers.archives",
        "flows.readers.markup",
        "flows.validate",
        "schemas",
    },
    "flows.fetch": {"flows.fetched", "flows.installation", "flows.readers.markup", "schemas"},
    "flows.fetching": {"flows.fetch", "flows.settings", "schemas"},
    "flows.correcting": {"flows.derive", "flows.derive.text", "schemas"},
    "flows.annotating": {"flows.load", "flows.settings", "schemas", "warehouse.disk", "warehouse.store"},
    "flows.browse": {
        "flows.answers",
        "flows.installation",
        "flows.local_server",
        "flows.pages",
        "flows.pages.article",
        "flows.pages.html",
        "schemas",
        "seeds",
        "warehouse.disk",
        "warehouse.store",
    },
    "flows.checking": {
        "flows.linking",
        "flows.pages.article",
        "flows.pages.html",
        "schemas",
        "seeds",
        "warehouse.disk",
    },
    "flows.lineage": {
        "flows.fetch",
        "flows.installation",
        "flows.settings",
        "schemas",
        "warehouse.checks",
        "warehouse.disk",
        "warehouse.store",
    },
    "flows.watching": {"flows.answers", "flows.fetch", "flows.installation", "schemas", "warehouse.store"},
    "flows.readers.html": {"flows.readers", "flows.validate", "schemas", "seeds"},
    "flows.readers.archives": {"flows.readers", "flows.readers.html", "schemas"},
    "flows.readers.markup": {"flows.readers", "flows.validate", "schemas"},
    "flows.readers.office": {"flows.readers", "flows.readers.markup", "schemas", "seeds"},
    "flows.settings": {"flows.installation", "flows.readers", "flows.validate", "schemas"},
    "flows.training": {"flows.derive.annotate", "flows.derive.text", "seeds"},
    "warehouse.snapshot": {
        "schemas",
        "warehouse.checks",
        "warehouse.corpus",
        "warehouse.disk",
        "warehouse.parquet",
        "warehouse.store",
        "warehouse.views",
    },
    "flows.derive": {
        "flows.derive.dates",
        "flows.derive.entities",
        "flows.derive.figures",
        "flows.derive.places",
        "flows.derive.polls",
        "flows.derive.quotes",
        "flows.derive.relations",
        "flows.derive.sections",
        "flows.derive.text",
        "schemas",
        "seeds",
    },
    "flows.train": {"flows.training"},
    "flows.load": {
        "flows.correcting",
        "flows.derive",
        "flows.derive.annotate",
        "flows.derive.text",
        "flows.fetched",
        "flows.installation",
        "flows.lineage",
        "flows.linking",
        "flows.readers",
        "flows.settings",
        "flows.validate",
        "flows.watching",
        "schemas",
        "seeds",
        "warehouse.corpus",
        "warehouse.disk",
        "warehouse.parquet",
        "warehouse.snapshot",
        "warehouse.store",
    },
    "flows.api.onrecord": {
        "flows.answers",
        "flows.derive",
        "flows.derive.annotate",
        "flows.derive.text",
        "flows.installation",
        "flows.load",
        "flows.pages.article",
        "flows.pages.report",
        "flows.readers",
        "flows.settings",
        "flows.validate",
        "schemas",
        "warehouse.store",
    },
    "flows.artifacts": {"flows.load"},
    "flows.exports": {"flows.pages.article", "flows.pages.report", "flows.whole", "schemas", "warehouse.store"},
    "flows.observe": {"flows.artifacts", "flows.load", "flows.terminal", "schemas"},
    "flows.comparing": {"flows.pages.html", "flows.terminal", "schemas", "warehouse.store"},
    "flows.judging": {
        "flows.pages.article",
        "flows.pages.html",
        "flows.pages.report",
        "flows.terminal",
        "flows.whole",
        "schemas",
    },
    "flows.loading": {"flows.load", "flows.observe", "flows.settings", "warehouse.snapshot", "warehouse.store"},
    "flows.maintain": {"flows.load", "flows.observe", "flows.served", "flows.settings"},
    "flows.planned": set(),
    "flows.tasks": {"flows.load", "flows.runner", "schemas"},
    "flows.erase": {
        "flows.fetched",
        "flows.fetching",
        "flows.load",
        "flows.loading",
        "flows.observe",
        "flows.served",
        "flows.settings",
        "warehouse.store",
    },
    "flows.ingest": {
        "flows.fetching",
        "flows.load",
        "flows.loading",
        "flows.observe",
        "flows.served",
        "flows.settings",
        "flows.tasks",
        "warehouse.store",
    },
    "flows.rederive": {
        "flows.comparing",
        "flows.load",
        "flows.loading",
        "flows.observe",
        "flows.served",
        "flows.settings",
        "flows.tasks",
        "schemas",
        "warehouse.snapshot",
        "warehouse.store",
    },
    "flows.replay": {
        "flows.load",
        "flows.loading",
        "flows.observe",
        "flows.served",
        "flows.settings",
        "flows.tasks",
        "schemas",
        "warehouse.store",
    },
    "flows.commands": {
        "flows.annotating",
        "flows.answers",
        "flows.browse",
        "flows.checking",
        "flows.derive",
        "flows.derive.annotate",
        "flows.derive.sections",
        "flows.erase",
        "flows.exports",
        "flows.fetching",
        "flows.comparing",
        "flows.ingest",
        "flows.installation",
        "flows.judging",
        "flows.load",
        "flows.local_server",
        "flows.pages",
        "flows.pages.article",
        "flows.pages.report",
        "flows.planned",
        "flows.readers",
        "flows.rederive",
        "flows.replay",
        "flows.served",
        "flows.settings",
        "flows.stops",
        "flows.terminal",
        "flows.validate",
        "flows.watching",
        "flows.whole",
        "schemas",
        "warehouse.snapshot",
        "warehouse.store",
    },
    "flows.cli": {"flows.commands", "flows.installation"},
    "flows.start": {"flows.cli"},
    "flows.document": {"flows.cli", "flows.commands", "flows.installation", "flows.settings", "seeds"},
}
"""Room -> the rooms that it may use, from the ground up; add an arrow only where a face is not enough, and say why."""
_HALF, _MOST_OF_ALL = 8, 20
"""Lines: what the models that we measured have at best (httpx and dlt a median of 8, p90 of 26), and some less."""
FACES = {
    "text": "Document",
    "annotate": "annotator_for",
    "sections": "split_paragraphs",
    "numbers": "numerals_of",
    "dates": "find_dates",
    "names": "find_names",
    "entities": "find_entities",
    "disambiguation": "disambiguate",
    "places": "find_places",
    "reporting": "find_reports",
    "relations": "find_relations",
    "quotes": "find_quotes",
    "figures": "find_figures",
    "polls": "find_polls",
}
"""Room of flows/derive -> what it is there for."""
BY_MODULE = {
    "flows": "its modules are the flows and what lies around them",
    "flows.api.onrecord": "the public package loads a name when it is asked for",
    "flows.commands": "the command line imports the one command that is asked for",
    "flows.derive": "whoever splits paragraphs must not load a model: its rooms have faces",
    "flows.judging": "scoring needs no store and no template",
    "flows.lineage": "a load pays for the library and for HTTP only where somebody asks for events",
    "flows.load": "a command or a worker pays for the steps that it runs, not for all",
    "flows.pages.html": "flows.pages is its face",
    "flows.readers": "a reader is found by the name of its file",
    "flows.training": "imports torch, which only training has",
    "flows.watching": "a load pays for rules and HTTP only where somebody watches",
    "schemas": "errors and ids are asked for before pyarrow is there",
    "seeds": "a table is read by who needs it",
    "seeds.notebooks": "each is run by itself",
    "warehouse": "its rooms have faces",
}
"""Room -> why one imports its modules, not a face."""


def test_each_room_uses_only_what_it_may() -> None:
    """Every import from one room into another stands in the table: a new arrow is a decision, never a slip."""
    new = {arrow: made for arrow, made in arrows(modules()).items() if arrow[1] not in MAY_USE.get(arrow[0], set())}
    assert new == {}


def test_the_table_allows_no_arrow_that_is_gone() -> None:
    """What nobody needs any more is taken out of the table."""
    allowed = {(room, used) for room, several in MAY_USE.items() for used in several}
    assert allowed - set(arrows(modules())) == set()


def test_no_room_lies_in_a_circle() -> None:
    """From no room does a way of imports lead back to it."""
    assert circles(arrows(modules())) == []


def test_a_circle_is_seen() -> None:
    """Two rooms that use one another are named, and who uses them is not."""
    made = {("a", "b"): {("a.x", "b.x")}, ("b", "a"): {("b.x", "a.x")}, ("c", "a"): {("c.x", "a.x")}}
    assert circles(made) == ["a", "b"]


def test_no_product_module_imports_a_test() -> None:
    """What ships stands without tests/."""
    known = modules(tops=("schemas", "seeds", "warehouse", "flows", "tests"))
    assert [arrow for arrow in arrows(known) if arrow[1].startswith("tests") and not arrow[0].startswith("tests")] == []


def test_no_folder_is_a_heap() -> None:
    """No folder, of the tests neither, holds more than 25 modules flat."""
    known = modules(tops=("schemas", "seeds", "warehouse", "flows", "tests"))
    assert {folder: count for folder, count in folders(known).items() if count > _MOST} == {}


def test_unit_tests_lie_as_the_rooms_do() -> None:
    """A folder of tests/unit has the name of the room that it tests, or groups the tests of the room above it."""
    unit = ROOT / "tests" / "unit"
    tested = {path.parent.relative_to(unit) for path in unit.rglob("test_*.py")}
    rooms = [{ROOT / room, ROOT / room.parent, ROOT / "flows" / room, ROOT / "flows" / room.parent} for room in tested]
    assert len(tested) > 1
    assert all(any(room.is_dir() and room not in (ROOT, ROOT / "flows") for room in several) for several in rooms)


def test_lengths_stay_those_of_a_model() -> None:
    """Half of all functions have at most 8 lines, nine tenths at most 20: short enough to be read at a glance."""
    lengths = sorted(function_lengths(modules()))
    assert lengths[len(lengths) // 2] <= _HALF
    assert lengths[len(lengths) * 9 // 10] <= _MOST_OF_ALL


def _faces() -> list[Module]:
    return [module for module in modules().values() if module.is_face]


def _exported(face: Module) -> list[str]:
    return [
        element.value
        for node in face.tree.body
        if isinstance(node, ast.Assign)
        and ast.unparse(node.targets[0]) == "__all__"
        and isinstance(node.value, ast.List)
        for element in node.value.elts
        if isinstance(element, ast.Constant) and isinstance(element.value, str)
    ]


def _imported(face: Module) -> list[str]:
    return [
        alias.asname or alias.name
        for node in face.tree.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    ]


@pytest.mark.parametrize("face", _faces(), ids=lambda face: face.name)
def test_a_face_promises_and_exports_what_it_imports(face: Module) -> None:
    """Each room says in a sentence what it promises; `__all__` is what its face imports, sorted."""
    assert (ast.get_docstring(face.tree) or "").splitlines()[0].endswith((".", ":"))
    assert _exported(face) == sorted(_imported(face))


@pytest.mark.parametrize("face", _faces(), ids=lambda face: face.name)
def test_a_face_is_there_or_is_not_for_a_reason(face: Module) -> None:
    """A room's face exports what it is there for, under no name that one of its modules has, which it would hide."""
    exported = set(_exported(face))
    assert bool(exported) != (face.name in BY_MODULE)
    assert exported & {path.stem for path in face.path.parent.glob("*.py")} == set()


def _own_names(module: Module) -> Iterator[str]:
    """The private names that a module gives to values, functions and classes."""
    for node in module.tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        for target in targets:
            yield from (name.id for name in ast.walk(target) if isinstance(name, ast.Name))


def test_nothing_private_is_dead() -> None:
    """Every private name of a module is read in it; what registers itself by a decorator is."""
    dead = []
    for module in modules().values():
        read = {
            node.id for node in ast.walk(module.tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
        }
        registered = {
            node.name for node in module.tree.body if isinstance(node, ast.FunctionDef) and node.decorator_list
        }
        names = {name for name in _own_names(module) if name.startswith("_") and not name.endswith("__")} - {"_"}
        dead += [(module.name, name) for name in sorted(names - read - registered)]
    assert dead == []


def test_every_folder_has_a_face() -> None:
    """No folder of modules lacks its `__init__`."""
    faces = {module.path.parent for module in _faces()}
    assert {module.path.parent for module in modules().values()} - faces == set()


@pytest.mark.parametrize("task", FACES)
def test_each_task_of_the_derivation_has_its_function(task: str) -> None:
    """`from flows.derive.quotes import find_quotes`, and so for each task."""
    face = modules()[f"flows.derive.{task}"]
    assert FACES[task] in _exported(face)
