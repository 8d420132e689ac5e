"""From article to rows: every table, sorted, each row at its text, the same whatever the batch."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.derive.annotate.simple import SimpleAnnotator
from flows.derive.extract import extract_article
from flows.derive.offsets import OffsetError, verify_offsets
from flows.derive.pipeline import derive, derive_batch, extractor_version
from schemas.rows import Mention, Quote
from schemas.tables import BY_NAME, DERIVED_TABLES
from tests.examples import examples
from tests.strategies import CUES, ENDS, MARKS, NAMES, PRONOUNS, bodies, pieces
from tests.unit.derive.making import article, seed_article

SIMPLE = SimpleAnnotator()


def test_seed_article_has_four_direct_utterances_in_six_pieces() -> None:
    """Biden one, al-Kadhimi one and one of two parts, Psaki one of two parts; nothing from the links."""
    rows = derive(seed_article(), SIMPLE).rows
    direct = [row for row in rows["quotes"] if isinstance(row, Quote) and row.kind == "direct"]
    assert [(row.speaker_text, row.n_parts) for row in direct] == [
        ("Biden", 1),
        ("al-Kadhimi", 1),
        ("he", 2),
        ("Psaki", 2),
    ]
    assert {row.section for row in direct} == {"body"}
    related = [row for row in rows["mentions"] if isinstance(row, Mention) and row.section == "related"]
    assert related


def test_every_table_is_there_and_sorted() -> None:
    """Rows follow the order that the tables' definitions give."""
    rows = derive_batch([article("“No,” said Jane Roe.", name="b"), seed_article()], SIMPLE).rows
    assert set(rows) == {table.name for table in DERIVED_TABLES}
    for name, members in rows.items():
        keys = [tuple(getattr(row, column) for column in BY_NAME[name].sort) for row in members]
        assert keys == sorted(keys)


def test_batching_changes_nothing() -> None:
    """One batch or several, in any order: the same rows."""
    articles = [seed_article(), article("“We go,” said Jane Roe.", name="b"), article("—", name="c")]
    whole = derive_batch(articles, SIMPLE).rows
    assert derive_batch(reversed(articles), SIMPLE).rows == whole
    single = [derive(one, SIMPLE).rows for one in articles]
    assert {name: sorted(map(repr, rows)) for name, rows in whole.items()} == {
        name: sorted(repr(row) for rows in single for row in rows[name]) for name in whole
    }


def test_articles_that_are_not_derivable_have_no_rows() -> None:
    """Another language than English: nothing."""
    assert not any(derive(article("Der Rat tagte.", lang="de"), SIMPLE).rows.values())


def test_extract_gives_json_by_layer() -> None:
    """What `onrecord extract` prints: plain JSON types, parts inside their quotes."""
    found = extract_article(seed_article(), SIMPLE)
    assert json.loads(json.dumps(found)) == found
    assert list(found)[:2] == ["id", "article_id"]
    assert {"paragraphs", "entities", "mentions", "quotes", "figures", "dates"} <= set(found)
    assert [len(quote["parts"]) for quote in found["quotes"]].count(2) == 2


def test_a_row_that_misses_its_text_stops_everything() -> None:
    """The error names table and offsets, and never the text."""
    body = "Jane Roe left."
    rows = derive(article(body), SIMPLE).rows
    with pytest.raises(OffsetError, match=r"table mentions, offsets 0:8") as caught:
        verify_offsets(body.replace("Roe", "Doe"), rows)
    assert "Roe" not in str(caught.value)


def test_extractor_version_follows_the_annotator() -> None:
    """Another annotator, another version; the same one, the same."""

    class Other(SimpleAnnotator):
        version = "other"

    assert extractor_version(SIMPLE) == extractor_version(SimpleAnnotator()) != extractor_version(Other())


@settings(max_examples=examples(60))
@given(bodies(st.text(alphabet="“”\"'‘’. ,\n:abRS é\u200bsaid U.S.") | st.text(max_size=200)))
def test_any_text_passes(text: str) -> None:
    """No text crashes the derivation, and all offsets hold."""
    derive(article(text), SIMPLE)


@settings(max_examples=examples(60))
@given(bodies(st.lists(pieces(MARKS, CUES, NAMES, PRONOUNS, ENDS, ("Iraqi",)), max_size=60).map(" ".join)))
def test_any_mix_of_marks_and_words_passes(text: str) -> None:
    """Broken marks, cues without speakers, speakers without cues: offsets hold."""
    derive(article(text), SIMPLE)
