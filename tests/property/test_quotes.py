"""What holds for quotes of any text: offsets, paragraphs, order, and the same rows again."""

from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from flows.derive.entities.find import find_entities
from flows.derive.quotes.find import find_quotes
from schemas.rows import Quote, QuotePart
from tests.eval.documents import document_of
from tests.strategies import ENDS, MARKS, ODD, bodies, mixed, pieces

_SAID = ("Jane Roe said", "he said", ", she added", "according to Roe", "We will go.", "No.", "Roe: ", "ROE: ")
_PIECES = pieces(MARKS, _SAID, ODD, ENDS)
_TEXTS = bodies(st.text() | mixed(_PIECES, 50))


def read(text: str) -> tuple[list[Quote], list[QuotePart]]:
    """Quotes of a text and their parts, without a model."""
    document = document_of(text)
    return find_quotes(document, *find_entities(document), ())


@settings(deadline=None)
@given(_TEXTS)
@example("“a ‘b “c ‘d” e’ f” g’, he said")
@example('"' * 400)
@example("“One.\n\n“Two.\n\nThree.\n\n”Four” he said")
def test_every_part_points_at_its_words(text: str) -> None:
    """Offsets are code points whatever the text holds; parts ascend without overlap, and are what the quote says."""
    quotes, parts = read(text)
    for quote in quotes:
        own = sorted((part for part in parts if part.quote_id == quote.quote_id), key=lambda part: part.part)
        assert [part.part for part in own] == list(range(quote.n_parts))
        assert all(text[part.start_char : part.end_char] == part.text and part.text.strip() for part in own)
        assert all(one.end_char <= other.start_char for one, other in pairwise(own))
        assert quote.text == " … ".join(part.text for part in own)
        assert (quote.start_char, quote.end_char) == (own[0].start_char, own[-1].end_char)
    assert read(text) == (quotes, parts)


@settings(deadline=None)
@given(_TEXTS)
def test_no_part_crosses_a_paragraph(text: str) -> None:
    """However marks are nested and broken, a part ends in the paragraph that it begins in."""
    paragraphs = document_of(text).paragraphs
    for part in read(text)[1]:
        assert any(row.start_char <= part.start_char and part.end_char <= row.end_char for row in paragraphs)


@settings(deadline=None)
@given(st.lists(_PIECES, max_size=30).map("".join), st.sampled_from(MARKS))
def test_a_stray_mark_spoils_its_paragraph_at_most(text: str, mark: str) -> None:
    """The words of a sound paragraph are found, whatever marks stand in another one."""
    last = "The road is open, said Jane Roe. “We will rebuild the bridge before winter,” Roe said."
    words = {part.text for part in read(f"{text.replace(chr(10), ' ')} {mark}\n\nIt rained.\n\n{last}")[1]}
    assert "We will rebuild the bridge before winter," in words
