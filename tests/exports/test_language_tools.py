"""CoNLL-U and DocBin: what a parser of the format reads back is what the tables hold."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from flows.cli import main
from flows.exports import docbin
from tests.flows.loading import rows
from tests.unit.warehouse.making import case, cases, run
from warehouse.store.store import Store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles with a ship of two UTF-16 units each, one with a quote of two lines."""
    folder = tmp_path_factory.mktemp("language") / "store"
    run(Store.open(folder), "L1", [*cases(2), case(7, words="We kept\n12 boats")])
    return folder


def _export(store: Path, format_: str, out: Path) -> None:
    done = CliRunner().invoke(main, ["export", format_, "--warehouse", str(store), "--out", str(out)])
    assert done.exit_code == 0, done.output


def _misc(line: str) -> dict[str, str]:
    return dict(one.partition("=")[::2] for one in line.split("\t")[9].split("|"))


def test_conllu_tokens_are_the_body_at_their_offsets(store: Path, tmp_path: Path) -> None:
    """Ten columns, ids from 1 in each sentence, forms that the body holds, and the names and quotes of the tables."""
    _export(store, "conllu", tmp_path / "a.conllu")
    bodies = dict(rows(store, "SELECT article_id, body FROM articles"))
    names, quoted, article, number = 0, set(), "", 0
    for line in (tmp_path / "a.conllu").read_text(encoding="utf-8").splitlines():
        article = line.removeprefix("# newdoc id = ") if line.startswith("# newdoc") else article
        number = 0 if not line else number
        if not line or line.startswith("#"):
            continue
        number += 1
        fields, misc = line.split("\t"), _misc(line)
        assert (len(fields), fields[0]) == (10, str(number))
        assert bodies[article][int(misc["start_char"]) : int(misc["end_char"])] == fields[1]
        names += misc["NER"][0] in "BS"
        quoted |= {misc["Quote"][2:]} if "Quote" in misc else set()
    assert names == rows(store, "SELECT count(*) FROM mentions WHERE mention_type = 'name'")[0][0]
    assert quoted == {key[:8] for (key,) in rows(store, "SELECT quote_id FROM quotes")}


def test_conllu_text_is_its_tokens(store: Path, tmp_path: Path) -> None:
    """`# text` is the forms, with a space behind each that lacks SpaceAfter=No."""
    _export(store, "conllu", tmp_path / "a.conllu")
    for block in (tmp_path / "a.conllu").read_text(encoding="utf-8").strip().split("\n\n"):
        lines = block.splitlines()
        (text,) = [line.removeprefix("# text = ") for line in lines if line.startswith("# text")]
        tokens = [line for line in lines if not line.startswith("#")]
        made = "".join(line.split("\t")[1] + ("" if "SpaceAfter=No" in line else " ") for line in tokens)
        assert made.strip() == text


@pytest.mark.filterwarnings("ignore")  # of its own imports
def test_docbin_spans_are_those_of_the_tables(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read back by spaCy's own reader of folders, without a model, from a file an article: texts, quotes, speakers."""
    spacy = pytest.importorskip("spacy", reason="spaCy is not installed")
    monkeypatch.setattr(docbin, "PART_CHARS", 1)
    _export(store, "docbin", tmp_path / "docs")
    docs = [example.reference for example in spacy.training.Corpus(tmp_path / "docs")(spacy.blank("en"))]
    assert [path.name for path in sorted((tmp_path / "docs").iterdir())] == [f"{n:05}.spacy" for n in range(3)]
    bodies = dict(rows(store, "SELECT article_id, body FROM articles"))
    assert {doc.user_data["article_id"]: doc.text for doc in docs} == bodies
    found = {(span.id_, span.text) for doc in docs for span in doc.spans["quotes"]}
    assert found == set(rows(store, "SELECT quote_id, text FROM quote_parts"))
    assert {span.text for doc in docs for span in doc.spans["speakers"]} == {"Ann Lee"}
    assert {ent.label_ for doc in docs for ent in doc.ents} == {"PERSON", "GPE"}
