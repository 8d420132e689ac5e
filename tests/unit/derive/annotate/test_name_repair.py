"""Names are mended by word forms and by agreement over the article, and never beyond a line's end."""

import pytest

from flows.derive.annotate.gazetteer import NamedText, NameSpan
from flows.derive.annotate.name_edges import trimmed
from flows.derive.annotate.name_repair import mended
from flows.derive.text.annotation import NAME_KINDS, UPOS

Named = tuple[str, str, float]


def repair(sentence: str, *names: Named) -> list[tuple[str, str]]:
    """The names left of those given (words, kind, confidence), in order; ¶ is a line's end; capitals are PROPN."""
    tokens = sentence.split()
    joins = [before != "¶" for before, word in zip(["", *tokens], tokens, strict=False) if word != "¶"]
    words = [word for word in tokens if word != "¶"]
    upos = [UPOS.index("PROPN" if word[0].isupper() else "NOUN") for word in words]
    spans: list[NameSpan] = []
    for text, kind, score in names:
        wanted = text.split()
        after = spans[-1].last if spans else 0
        first = next(i for i in range(after, len(words)) if words[i : i + len(wanted)] == wanted)
        spans.append(NameSpan(first, first + len(wanted), NAME_KINDS.index(kind), score))
    found = mended(spans, NamedText(words, upos, joins))
    return [(" ".join(words[name.first : name.last]), NAME_KINDS[name.kind]) for name in found]


@pytest.mark.parametrize(
    ("sentence", "names", "expected"),
    [
        ("in Iraq on Friday", [("Iraq", "ORG", 0.4), ("Friday", "PERSON", 0.5)], [("Iraq", "GPE")]),
        ("the South Korean army", [("South", "GPE", 0.5)], [("South Korean", "NORP")]),
        ("Michael Jordan scored", [("Michael Jordan", "PERSON", 0.9)], [("Michael Jordan", "PERSON")]),
        ("Acme , Inc. said", [("Acme", "ORG", 0.9)], [("Acme , Inc.", "ORG")]),
        ("Jean - Paul Roe", [("Jean", "PERSON", 0.9), ("Paul Roe", "PERSON", 0.8)], [("Jean - Paul Roe", "PERSON")]),
        ("Doe , R - Utah", [("R", "PERSON", 0.5), ("Utah", "PERSON", 0.5)], [("Utah", "GPE")]),
        ("said Gen. of it", [("Gen.", "PERSON", 0.6)], []),
        ("saw “ Lohengrin ” there", [("Lohengrin", "PERSON", 0.5)], [("Lohengrin", "WORK_OF_ART")]),
        (
            "the Lakeside School of Music",
            [("Lakeside School of Music", "GPE", 0.5)],
            [("Lakeside School of Music", "ORG")],
        ),
        ("the Roe administration", [("Roe", "ORG", 0.5)], [("Roe", "PERSON")]),
        ("the guild met", [("guild", "ORG", 0.6)], []),
    ],
)
def test_words_settle_kind_and_extent(sentence: str, names: list[Named], expected: list[tuple[str, str]]) -> None:
    """Lists, titles, company forms, parties' letters, marks and words of organisations decide before the network."""
    assert repair(sentence, *names) == expected


def test_one_spelling_is_one_kind() -> None:
    """An unsure reading gives way to the surer ones, and a full name speaks for its surname."""
    found = repair(
        "Ann Wells spoke . Wells left . Wells won",
        ("Ann Wells", "PERSON", 0.9),
        ("Wells", "ORG", 0.5),
        ("Wells", "GPE", 0.3),
    )
    assert found == [("Ann Wells", "PERSON"), ("Wells", "PERSON"), ("Wells", "PERSON")]


def test_a_missed_surname_is_found_again() -> None:
    """A surname of a sure person counts wherever it stands; other words don't."""
    found = repair("Ann Wells spoke . Then Wells left Town", ("Ann Wells", "PERSON", 0.9))
    assert found == [("Ann Wells", "PERSON"), ("Wells", "PERSON")]


def test_lists_do_not_reach_over_a_line() -> None:
    """A listed name of two words that stand on two lines is none."""
    assert repair("in South ¶ Korea yesterday") == []


@pytest.mark.parametrize(
    ("words", "kind", "expected"),
    [
        ("President Jane Roe 's", "PERSON", (1, 3)),
        ("the Pentagon", "ORG", (1, 2)),
        ("“ Dune ”", "WORK_OF_ART", (1, 2)),
        ("Pope", "PERSON", (0, 1)),
        ("' ,", "ORG", None),
    ],
)
def test_edges(words: str, kind: str, expected: tuple[int, int] | None) -> None:
    """Titles, articles, marks and possessives stand outside a name; a name of a title alone stays."""
    assert trimmed(words.split(), NAME_KINDS.index(kind)) == expected
