"""The default annotator keeps the contract of `Annotation` on any text, and says the same whatever came before."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.derive.annotate.choose import annotator_for
from flows.derive.annotate.tags import TAG_KINDS
from flows.derive.text.annotation import DEPREL, NAME_KINDS, UPOS, Annotation, Span
from seeds.annotator_files import ANNOTATOR, verify
from tests.examples import examples
from tests.strategies import MARKS, NAMES, ODD, pieces

SEED_ARTICLE = Path("seeds/articles/000_7402b6962a82d56c.txt")


def annotate(body: str, paragraphs: list[Span] | None = None) -> Annotation:
    """What the default annotator says of a body; one paragraph if none are given."""
    return annotator_for().annotate(body, paragraphs or [(0, len(body))])


def check(body: str, paragraphs: list[Span], seen: Annotation) -> None:
    """Assert everything that `Annotation` promises."""
    count = len(seen.starts)
    assert (seen.starts < seen.ends).all()
    assert (seen.starts[1:] >= seen.ends[:-1]).all()
    assert len(seen.lemmas) == len(seen.upos) == len(seen.heads) == len(seen.deprel) == count
    sentence = np.searchsorted(seen.sentence_first, np.arange(count), side="right")
    assert all(head < 0 or sentence[head] == sentence[word] for word, head in enumerate(seen.heads))
    assert [(seen.heads[sentence == s] < 0).sum() for s in range(1, len(seen.sentence_first) + 1)] == [1] * len(
        seen.sentence_first
    )
    assert ((seen.heads < 0) == (seen.deprel == DEPREL.index("root"))).all()
    for first, paragraph in zip(seen.sentence_first, seen.sentence_paragraph, strict=True):
        assert paragraphs[paragraph][0] <= seen.starts[first] < paragraphs[paragraph][1]
    assert (seen.name_starts[1:] >= seen.name_ends[:-1]).all()
    assert ((seen.name_score > 0) & (seen.name_score <= 1)).all()
    for a, b in zip(seen.name_starts.tolist(), seen.name_ends.tolist(), strict=True):
        assert "\n" not in body[a:b]
        assert body[a:b] == body[a:b].strip()
        assert any(first <= a < b <= last for first, last in paragraphs)


def same(one: Annotation, other: Annotation) -> bool:
    """Whether two annotations agree in every column."""
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in Annotation.__slots__)


TEXTS = st.lists(st.characters() | pieces(ODD, MARKS, NAMES, ("a", "The ", ". ", "\n")), max_size=200).map("".join)


@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_any_text_keeps_the_contract(body: str) -> None:
    """Whatever the characters: offsets, trees, sentences and names are well-formed."""
    spans = [(0, len(body))]
    check(body, spans, annotate(body, spans))


@pytest.mark.parametrize(
    "body",
    [
        "",
        "\u200b \u00a0",
        "THE PRESIDENT OF FRANCE, EMMANUEL MACRON, MET ANGELA MERKEL IN BERLIN. THEY TALKED.",
        "so then he went home and she went to work and nobody said a word " * 400,
        "x" * 5_000_000,
        "Mr. Roe said hello. " * 3000,
        "🙂🙂 Мир привет 世界你好 Jane Roe العربية met John Doe. " * 50,
        "a.b.c.d.e-f-g-h," * 1_000,
    ],
    ids=["empty", "blank", "capitals", "endless sentence", "endless word", "long", "scripts", "marks"],
)
def test_long_and_odd_bodies(body: str) -> None:
    """Windows, overlaps and stitching leave no trace in the contract."""
    check(body, [(0, len(body))], annotate(body))


def test_the_same_article_says_the_same_whatever_came_before() -> None:
    """Neither other articles nor the number of threads change a column."""
    body = SEED_ARTICLE.read_text(encoding="utf-8")
    alone = annotate(body)
    annotate("Something else entirely. " * 40)
    assert same(alone, annotate(body))
    assert same(alone, annotator_for(threads=2).annotate(body, [(0, len(body))]))


def test_the_annotator_is_loaded_once() -> None:
    """However it is asked for, a process holds one."""
    assert annotator_for() is annotator_for("default", 1)


def test_given_tokens_are_kept() -> None:
    """Tokens that somebody else has cut come back as they were."""
    from flows.derive.annotate.minilm import MiniLmAnnotator  # noqa: PLC0415

    starts, ends = np.array([0, 5, 9], np.int32), np.array([4, 9, 10], np.int32)
    seen = MiniLmAnnotator().annotate_tokens("Jane left.", starts, ends, [0, 3])
    assert seen.starts.tolist() == [0, 5, 9]
    assert seen.sentence_first.tolist() == [0]


def test_the_shipped_files_are_what_the_code_expects() -> None:
    """Hashes, label sets and size of the shipped model are right."""
    verify()
    labels = json.loads((ANNOTATOR / "labels.json").read_text(encoding="utf-8"))
    assert labels == {"upos": list(UPOS), "deprel": list(DEPREL), "name_kinds": list(TAG_KINDS)}
    assert sum(path.stat().st_size for path in ANNOTATOR.iterdir()) < 30_000_000


def test_seed_article() -> None:
    """Names of the seed article have the right kinds, and titles stand outside."""
    body = SEED_ARTICLE.read_text(encoding="utf-8")
    lines = _lines(body)
    seen = annotate(body, lines)
    names = {
        (body[a:b], NAME_KINDS[kind])
        for a, b, kind in zip(seen.name_starts.tolist(), seen.name_ends.tolist(), seen.name_kind.tolist(), strict=True)
    }
    assert {("Joe Biden", "PERSON"), ("Iraq", "GPE"), ("Pentagon", "ORG"), ("Jen Psaki", "PERSON")} <= names
    assert {("Trump", "PERSON"), ("Qassem Soleimani", "PERSON"), ("Middle East", "LOC"), ("ISIS", "ORG")} <= names
    assert {("Islamic State", "ORG"), ("Oval Office", "FAC"), ("Anthony Cordesman", "PERSON"), ("US", "GPE")} <= names
    assert {("Mustafa al-Kadhimi", "PERSON"), ("Associated Press", "ORG"), ("Iraqi", "NORP")} <= names
    assert not any(name.startswith("President ") for name, _ in names)


def _lines(body: str) -> list[Span]:
    spans, start = [], 0
    for line in body.split("\n"):
        if line.strip():
            spans.append((start, start + len(line)))
        start += len(line) + 1
    return spans
