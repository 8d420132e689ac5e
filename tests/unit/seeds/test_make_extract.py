"""A file for `--knowledge` of a dump of Wikidata: persons, bodies and places, and nothing else of it."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from flows.load.knowledge import knowledge_of
from seeds.make_extract import extract, items, opened

Claim = dict[str, Any]


def _is(value: object, rank: str = "normal", **qualifiers: str) -> Claim:
    """A statement; qualifiers are years."""
    told = {name: [{"datavalue": {"value": {"time": f"+{year}-00-00T00:00:00Z"}}}] for name, year in qualifiers.items()}
    return {"mainsnak": {"datavalue": {"value": value}}, "rank": rank, "qualifiers": told}


def _item(qid: str, name: str, claims: dict[str, list[Claim]], links: int = 5, **other: Any) -> dict[str, Any]:  # noqa: ANN401  # of the dump
    wikis = ["commonswiki", *(f"{'abcdefghij'[n]}{'abcdefghij'[n]}wiki" for n in range(links))]
    made = {"type": "item", "id": qid, "labels": {"en": {"value": name}}, "claims": claims}
    return made | {"sitelinks": {name: {} for name in wikis}} | other


def _spot(latitude: float, globe: str = "Q2") -> Claim:
    return _is({"latitude": latitude, "longitude": 2.5, "globe": f"http://www.wikidata.org/entity/{globe}"})


_DUMP = [
    _item(
        "Q900000001",
        "Ida Moll",
        {
            "P31": [_is({"id": "Q5"})],
            "P27": [_is({"id": "Q142"}), _is({"id": "Q30"}, "deprecated")],
            "P39": [_is({"id": "Q83307"}, P580="2011", P582="2014"), _is({"id": "Q30461"}, P580="2019", P582="2022")],
        },
        aliases={"en": [{"value": "Ida  M. Moll"}, {"value": "a|b"}], "fr": [{"value": "Mme Moll"}]},
    ),
    _item(
        "Q900000002",
        "Harn",
        {
            "P31": [_is({"id": "Q900"}), _is({"id": "Q515"})],
            "P17": [_is({"id": "Q30"}), _is({"id": "Q142"}, "preferred")],
            "P625": [_spot(40.0, "Q405"), _spot(51.25)],
            "P1082": [_is({"amount": "+90000"}), _is({"amount": "+120000"})],
            "P571": [{"mainsnak": {"snaktype": "somevalue"}, "rank": "normal"}],
        },
    ),
    _item("Q900000003", "Quorvo", {"P31": [_is({"id": "Q783794"})], "P571": [_is({"time": "+1998-00-00T00:00:00Z"})]}),
    _item("Q900000004", "A hill on the moon", {"P31": [_is({"id": "Q900"})]}),
    _item("Q900000005", "Little known", {"P31": [_is({"id": "Q5"})]}, links=1),
    _item("Q900000006", "", {"P31": [_is({"id": "Q5"})]}, labels={"mul": {"value": "Otto Reiss"}}),
    _item("Q900000007", "No label", {"P31": [_is({"id": "Q5"})]}, labels={}),
    {"type": "property", "id": "P31", "labels": {"en": {"value": "instance of"}}, "claims": {}},
    _item("Q900000008", "Empty of claims", {}) | {"claims": []},
]


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    """A dump as Wikidata writes it, with a broken line inside."""
    lines = ["[", *(f"{json.dumps(one)}," for one in _DUMP), '{"type": "item", "id": "Q9000', "]"]
    path = tmp_path / "latest-all.json.gz"
    path.write_bytes(gzip.compress("\n".join(lines).encode()))
    return path


def _extract(dump: Path, *countries: str) -> dict[str, list[str]]:
    """The cells of the file by the id that each line begins with."""
    out = dump.with_name("known.tsv")
    with opened(str(dump)) as stream:
        count = extract(stream, out, 3, countries)
    head, *lines = (line.split("\t") for line in out.read_text(encoding="utf-8").splitlines())
    assert head[0] == "qid"
    assert len(lines) == count
    assert not out.with_name("known.tsv.part").exists()
    return {line[0]: line for line in lines}


def test_what_is_kept(dump: Path) -> None:
    """Name, kind, aliases, country, category, years, spot, population, sitelinks, source."""
    assert {qid: "|".join(cells[1:]) for qid, cells in _extract(dump).items()} == {
        "Q900000001": "Ida Moll|PERSON|Ida M. Moll|FR|minister; president|2011|2022||||5|wikidata",
        "Q900000002": "Harn|GPE||FR|populated place|||51.2500|2.5000|120000|5|wikidata",
        "Q900000003": "Quorvo|ORG|||company|1998|||||5|wikidata",
        "Q900000006": "Otto Reiss|PERSON|||||||||5|wikidata",
    }


def test_of_some_countries_alone(dump: Path) -> None:
    """What has no country is left out too."""
    assert set(_extract(dump, "FR")) == {"Q900000001", "Q900000002"}
    assert _extract(dump, "DE") == {}


def test_knowledge_reads_the_file(dump: Path) -> None:
    """Every line makes sense to `--knowledge`, and its entries are found."""
    _extract(dump)
    knowledge = knowledge_of(dump.with_name("known.tsv"))
    (harn,) = (one.entry for one in knowledge.find("Harn") if one.entry.external_id == "Q900000002")
    assert (harn.kind, harn.country, harn.latitude, harn.population) == ("GPE", "FR", 51.25, 120_000)
    assert "Q900000001" in {one.entry.external_id for one in knowledge.find("Ida Moll")}


def test_lines_that_are_no_items_are_passed_over() -> None:
    """Brackets, blank lines, bytes that are no JSON, properties."""
    lines = [b"[", b"", b"\xff{", b'{"type": "property", "claims": {}},', b'{"type": "item", "claims": {}}', b"]"]
    assert list(items(lines)) == [{"type": "item", "claims": {}}]
