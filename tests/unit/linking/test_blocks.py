"""Names fall into blocks, and blocks that depend on each other into batches."""

import pyarrow as pa
import pytest

from flows.linking.blocks import blocks_of
from flows.load.linker import NameLinker
from schemas.corpus import EntityAlias
from schemas.tables import BY_NAME
from tests.unit.linking.corpus import Corpus, article
from warehouse.corpus import batches
from warehouse.corpus.batches import batches_of


@pytest.mark.parametrize(
    ("kind", "name", "aliases", "expected"),
    [
        ("PERSON", "Joe Biden", ["Biden"], ["PERSON biden"]),
        ("GPE", "The Hague", [], ["place hague"]),
        ("ORG", "Boeing Co.", ["Boeing"], ["ORG boeing"]),
        ("ORG", "Goldman Sachs, Inc.", ["Goldman", "Bank"], ["ORG goldman sachs", "Goldman: ORG goldman"]),
        ("ORG", "Fen & Rivers Board", [], ["ORG fen and rivers board", "None: ORG frb"]),
        ("ORG", "FRB", ["Fen Rivers Board"], ["ORG frb"]),
    ],
)
def test_blocks(kind: str, name: str, aliases: list[str], expected: list[str]) -> None:
    """Persons by surname; others by name without article and legal form, and by the short names that they may have."""
    blocks = [one for one in blocks_of(kind, name, aliases) if one[-1] is None]
    assert [home if short is None else f"{alias}: {short}" for home, alias, short, _ in blocks] == expected


@pytest.mark.parametrize(
    ("kind", "name", "expected"),
    [
        ("PERSON", "Henry Ford", ["henry ford", "ford"]),
        ("PERSON", "Ford", ["ford"]),
        ("ORG", "Ford, Inc.", ["ford"]),
        ("GPE", "The Hague", ["hague"]),
        ("LOC", "Ford", ["ford"]),
        ("EVENT", "Ford", []),
    ],
)
def test_kin(kind: str, name: str, expected: list[str]) -> None:
    """What may have the same name under another kind is decided together, a person by the surname too."""
    assert [kin for *_, kin in blocks_of(kind, name, []) if kin] == expected


def test_batches_keep_together_what_depends_on_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """A batch is full at some number of names, but never cuts a chain of blocks."""
    monkeypatch.setattr(batches, "NAMES_PER_BATCH", 2)
    blocks = pa.table({"home": ["a", "b", "c", "d", "e"], "names": [1, 1, 1, 1, 1]})
    lines = pa.table({"home": ["a", "d", "e"], "short": ["d", "e", "gone"]})
    found = batches_of(blocks, lines).to_pylist()
    assert {row["home"]: row["batch"] for row in found} == {"a": 0, "d": 0, "e": 0, "b": 1, "c": 1}


def test_the_version_changes_with_the_aliases() -> None:
    """Another alias table links everything anew, the same one in another order does not."""
    one, other = (
        EntityAlias(name=name, alias="Bo", kind=None, external_id=None, holds_from=None, holds_to=None)
        for name in ("Ada", "Cy")
    )
    versions = [
        NameLinker(BY_NAME["entity_aliases"].arrow_table(rows)).version for rows in ([one], [one, other], [other, one])
    ]
    assert versions[0] != versions[1] == versions[2]


def test_a_changed_linker_links_all_anew() -> None:
    """Articles of earlier loads are linked as the new alias table has them, though a load brings nothing."""
    corpus = Corpus().load([article(1, "2024-03-01", [{"name": "Ada Marsh"}, {"name": "Bo Harbour"}])])
    assert corpus.rows("SELECT count(*) FROM entities") == [(2,)]
    row = EntityAlias(name="Ada Marsh", alias="Bo Harbour", kind=None, external_id=None, holds_from=None, holds_to=None)
    corpus.aliases = [row]
    assert corpus.load().rows("SELECT name, aliases, n_articles FROM entities") == [("Ada Marsh", ["Bo Harbour"], 1)]
    corpus.close()


def test_a_load_touches_the_blocks_that_it_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The linker is asked about the blocks of the articles that come or leave, and what depends on them, alone."""
    asked: set[str] = set()
    link = NameLinker.link

    def ask(self: NameLinker, evidence: pa.Table, offers: pa.Table) -> pa.Table:
        asked.update(evidence["home"].to_pylist())
        return link(self, evidence, offers)

    people = [{"name": f"Ada {surname}"} for surname in ("Marsh", "Moor", "Fell")]
    board = {"name": "Fen Rivers Board", "kind": "ORG", "aliases": ("FRB",)}
    corpus = Corpus().load([article(1, "2024-03-01", [*people, board]), article(2, "2024-03-01", [{"name": "Moor"}])])
    monkeypatch.setattr(NameLinker, "link", ask)
    corpus.load([article(3, "2024-03-02", [{"name": "Marsh"}, {"name": "FRB", "kind": "ORG"}])])
    assert asked == {"PERSON marsh", "ORG frb", "ORG fen rivers board"}
    asked.clear()
    corpus.load(leaving=[article(2, "2024-03-01", [])])
    assert asked == {"PERSON moor"}
    corpus.close()
