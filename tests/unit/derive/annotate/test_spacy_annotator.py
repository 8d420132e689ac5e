"""Names may come from any spaCy pipeline that the user has; the rest stays the default annotator's."""

from pathlib import Path

import pytest

from flows.derive.annotate.by_spacy import SPACY_SCORE, SpacyAnnotator
from flows.derive.annotate.choose import annotator_for
from flows.derive.annotate.simple import SimpleAnnotator
from flows.derive.text.annotation import NAME_KINDS

spacy = pytest.importorskip("spacy")


@pytest.fixture
def pipeline(tmp_path: Path) -> str:
    """A pipeline with a rule for each label, saved to a folder."""
    nlp = spacy.blank("en")
    patterns = [("PER", "Jane Roe"), ("GPE", "Iraq"), ("MISC", "Monday")]
    nlp.add_pipe("entity_ruler").add_patterns([{"label": label, "pattern": text} for label, text in patterns])
    nlp.to_disk(tmp_path / "names")
    return str(tmp_path / "names")


def test_names_are_the_pipelines(pipeline: str) -> None:
    """Kinds are mapped, unknown labels dropped, offsets refer to the body, no name crosses a line."""
    body = "x\u200b\nJane Roe left Iraq on Monday.\nJane\nRoe stayed."
    annotator = SpacyAnnotator(pipeline, SimpleAnnotator())
    seen = annotator.annotate(body, [(0, 2), (3, len(body))])
    names = zip(seen.name_starts.tolist(), seen.name_ends.tolist(), seen.name_kind.tolist(), strict=True)
    assert [(body[a:b], NAME_KINDS[kind]) for a, b, kind in names] == [("Jane Roe", "PERSON"), ("Iraq", "GPE")]
    assert seen.name_score.tolist() == pytest.approx([SPACY_SCORE] * 2)
    assert annotator.version.startswith("spacy-en_")
    assert annotator.version.endswith(SimpleAnnotator().version)


def test_a_pipeline_without_names_is_refused(tmp_path: Path) -> None:
    """The error says what is wrong and what to do, before any article is read."""
    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(ValueError, match="finds no names; choose one with `ner`"):
        SpacyAnnotator(str(tmp_path / "blank"), SimpleAnnotator())
    with pytest.raises(ValueError, match="no such pipeline is installed"):
        SpacyAnnotator("en_no_such_pipeline", SimpleAnnotator())


def test_unknown_annotators_are_refused() -> None:
    """A specification that means nothing is an error that lists what there is."""
    with pytest.raises(ValueError, match="unknown; use default, simple or spacy:NAME"):
        annotator_for("stanza:en")
