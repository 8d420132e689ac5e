"""Marks over text: whatever overlaps what, no character is lost and the elements nest."""

from hypothesis import given
from hypothesis import strategies as st

from flows.pages.article.spans import Closed, Opened, Span, cut, spread

TEXT = st.text(alphabet="ab \n<&\u0301\u202e\U0001f469", min_size=1, max_size=30)
PLACES = st.tuples(st.integers(0, 32), st.integers(0, 32), st.integers(0, 1))


@st.composite
def _spans(draw: st.DrawFn) -> list[Span[int]]:
    places = draw(st.lists(PLACES, max_size=12))
    return [Span(min(a, b), max(a, b), layer, number) for number, (a, b, layer) in enumerate(places)]


@given(TEXT, _spans(), st.integers(0, 10), st.integers(0, 30))
def test_text_stays_whole_and_marks_nest(text: str, spans: list[Span[int]], start: int, length: int) -> None:
    """The pieces add up to the text, every end is that of the innermost piece, and layer 0 is never inside another."""
    start = min(start, len(text))
    end = min(start + length, len(text))
    layers = {span.mark: span.layer for span in spans}
    kept = ""
    stack: list[int] = []
    for token in cut(text, start, end, spans):
        if isinstance(token, str):
            kept += token
            continue
        if isinstance(token, Opened):
            assert all(layers[outer] <= layers[token.mark] for outer in stack)
            stack.append(token.mark)
        else:
            assert stack.pop() == token.mark
    assert kept == text[start:end]
    assert stack == []


@given(TEXT, _spans())
def test_each_character_has_its_marks(text: str, spans: list[Span[int]]) -> None:
    """A character stands within just those marks whose offsets hold it; a mark begins once and ends once."""
    place = 0
    open_marks: list[int] = []
    begun, ended = [], []
    for token in cut(text, 0, len(text), spans):
        if isinstance(token, Opened):
            open_marks.append(token.mark)
            begun += [token.mark] * token.first
        elif isinstance(token, Closed):
            open_marks.pop()
            ended += [token.mark] * token.last
        else:
            for _ in token:
                assert set(open_marks) == {span.mark for span in spans if span.start <= place < span.end}
                place += 1
    whole = sorted(span.mark for span in spans if span.start < span.end <= len(text))
    assert sorted(ended) == whole
    assert set(begun) == {span.mark for span in spans if span.start < min(span.end, len(text))}


@given(_spans(), st.lists(st.integers(0, 32), max_size=12, unique=True))
def test_every_block_gets_the_marks_that_touch_it(spans: list[Span[int]], edges: list[int]) -> None:
    """Blocks in order, with gaps between them; a mark over several is in each."""
    edges = sorted(edges)
    blocks = list(zip(edges[::2], edges[1::2], strict=False))
    for (start, end), found in zip(blocks, spread(spans, blocks), strict=True):
        real = {span.mark for span in spans if span.start < end and span.end > start and span.start < span.end}
        assert {span.mark for span in found if span.start < span.end} == real
