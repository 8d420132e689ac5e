"""What the world knows: looked up by any form, as the tables have it, and as a person corrected it."""

from pathlib import Path

import pyarrow as pa
import pytest

from seeds.institutions import institution
from seeds.knowledge import FOLDER, Entry, Flag, Knowledge, form_key, hash_of, read_version, verify, write_tables


def _entry(external_id: str, name: str, kind: str = "GPE", **told: object) -> Entry:
    return Entry(external_id, name, kind)._replace(**told)  # type: ignore[arg-type]


def _written(folder: Path, entries: list[Entry]) -> Knowledge:
    rows = sorted((hash_of(form_key(one.name)), at, int(Flag.NAME)) for at, one in enumerate(entries))
    keys, places, flags = zip(*rows, strict=True)
    forms = {
        "key": pa.array(keys, pa.uint64()),
        "entry": pa.array(places, pa.uint32()),
        "flags": pa.array(flags, pa.uint8()),
    }
    write_tables(entries, pa.table(forms), folder)
    return Knowledge(folder, (), read_version(folder))


def test_the_shipped_tables_are_those_of_the_manifest() -> None:
    """A table that was changed by hand is noticed."""
    verify(FOLDER)


def test_a_changed_table_is_named(tmp_path: Path) -> None:
    """The error names the file."""
    _written(tmp_path, [_entry("Q1", "Harn", prominence=3)])
    (tmp_path / "places.arrow").write_bytes(b"other")
    with pytest.raises(ValueError, match=r"places\.arrow"):
        verify(tmp_path)


def test_entries_come_back_as_they_were_written(tmp_path: Path) -> None:
    """What is not known is None; places have coordinates, others have none."""
    town = _entry(
        "Q2", "Öland Bay", prominence=7, latitude=-1.5, longitude=3.25, population=12, country="SE", admin1="X"
    )
    body = _entry("Q3", "Norvex", "ORG", prominence=1, first_year=1901, last_year=1999, role="company")
    knowledge = _written(tmp_path, [town, body])
    assert [one.entry for one in knowledge.find("oland bay")] == [town]
    assert knowledge.entry("Q3") == body
    assert knowledge.entry("Q4") is None
    assert knowledge.find("nowhere") == ()


def test_accents_hyphens_and_articles_make_no_difference() -> None:
    """One key for the spellings of a name."""
    assert form_key("The Saint-Étienne") == form_key("saint etienne") == "saint etienne"
    assert form_key("Łódź") == "lodz"


def test_acronyms_must_be_written_in_capitals() -> None:
    """*Who* is not the World Health Organization."""
    bodies = {
        written: {one.entry.external_id for one in Knowledge.shipped().find(written)} for written in ("WHO", "Who")
    }
    assert "Q7817" in bodies["WHO"]
    assert "Q7817" not in bodies["Who"]


def test_the_users_entries_replace_those_of_the_same_id() -> None:
    """They go before what ships, under their own forms alone."""
    own = _entry("Q90", "Lutetia", prominence=9, country="FR")
    knowledge = Knowledge(FOLDER, [(own, [("lutetia", Flag.NAME)])], "own")
    assert [one.entry for one in knowledge.find("Lutetia")][:1] == [own]
    assert "Q90" not in {one.entry.external_id for one in knowledge.find("Paris")}
    assert knowledge.entry("Q90") == own


@pytest.mark.parametrize(
    ("name", "core", "land"),
    [
        ("Justice Department", "department of justice", None),
        ("U.S. Department of Justice", "department of justice", "US"),
        ("Iraq's Health Ministry", "ministry of health", "IQ"),
        ("Supreme Court of India", "supreme court", "IN"),
        ("Bank of America", "bank of america", None),
    ],
)
def test_institutions_in_one_order(name: str, core: str, land: str | None) -> None:
    """The country is told apart, department and portfolio change places."""
    assert institution(name) == (core, land)
