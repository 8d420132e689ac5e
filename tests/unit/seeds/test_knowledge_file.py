"""The user's knowledge file: entries that go before what ships, and messages that name the line."""

from pathlib import Path

import pytest

from flows.derive.annotate import annotator_for
from flows.derive.pipeline import derive, extractor_version
from flows.load.knowledge import knowledge_of
from schemas.errors import SettingsError
from tests.unit.derive.making import article

_HEADER = "qid,name,kind,aliases,country,latitude,longitude,population"


def _file(folder: Path, *lines: str) -> Path:
    path = folder / "known.csv"
    path.write_text("\n".join([_HEADER, *lines]) + "\n", encoding="utf-8")
    return path


def test_an_added_place_is_found_in_articles(tmp_path: Path) -> None:
    """It has the id that the file gives it, and the rows' version tells of the file."""
    knowledge = knowledge_of(_file(tmp_path, "Q999000001,Tarrow Bay,GPE,Tarrow-on-Sea,GB,51.5,-0.5,800000"))
    rows = derive(article("Trams stopped in Tarrow Bay, Britain, on Monday."), annotator_for(), knowledge).rows
    assert "Q999000001" in {row.external_id for row in rows["article_entities"]}  # type: ignore[attr-defined]
    assert extractor_version(annotator_for(), knowledge) != extractor_version(annotator_for())


def test_a_file_with_tabs(tmp_path: Path) -> None:
    """The lists that ships are made of have tabs."""
    path = tmp_path / "known.tsv"
    path.write_text("qid\tname\tkind\nQ999000002\tNorvex\tORG\n", encoding="utf-8")
    assert [one.entry.external_id for one in knowledge_of(path).find("norvex")] == ["Q999000002"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("90,Paris,GPE,,FR,,,", r"known\.csv, line 2: qid"),
        ("Q90,,GPE,,FR,,,", r"line 2: name"),
        ("Q90,Paris,TOWN,,FR,,,", r"line 2: .*kind"),
        ("Q90,Paris,GPE,,France,,,", r"line 2: country"),
        ("Q90,Paris,GPE,,FR,north,,", r"line 2: latitude"),
        ("Q90,Paris,GPE,,FR,91,,", r"line 2: latitude"),
        ("Q90,Paris", r"line 2: 2 cells"),
    ],
)
def test_a_line_that_makes_no_sense_is_named(tmp_path: Path, line: str, message: str) -> None:
    """File, line and column, and what to do."""
    with pytest.raises(SettingsError, match=message):
        knowledge_of(_file(tmp_path, line))
