"""What a page may have: counted in its tags, as parsers see them, and in nothing else."""

import pytest

from flows.readers.html.limits import MAX_ATTRIBUTES, MAX_ELEMENTS, check_size
from schemas.errors import RecordError

_MANY = " ".join(f"a{number}=x" for number in range(2 * MAX_ATTRIBUTES))


@pytest.mark.parametrize(
    "page",
    [
        f"<script>if (a<b) {{ {_MANY} }}</script><p>x</p>",
        f"<!-- <p {_MANY}> --><p>x</p>",
        f"<style>a<b {_MANY}</STYLE ><p>x</p>",
        f"<p don't>It isn't {_MANY} so.</p>",
        f'<p "quoted>{_MANY}"</p>',
        f'<a title="{_MANY} > {_MANY}">x</a>',
        f"<script>{_MANY} a<b",
    ],
)
def test_what_is_no_attribute_is_not_counted(page: str) -> None:
    """Scripts, comments, styles, text behind a stray mark, and values: real pages are full of them."""
    check_size(page)


@pytest.mark.parametrize(
    "page", [f"<p {_MANY}>", f"<p a='>' {_MANY}", f"<!-- --><P {_MANY}>", "<b>" * (MAX_ELEMENTS + 1)]
)
def test_what_would_take_for_ever_is_refused(page: str) -> None:
    """Too many attributes of one element, or elements."""
    with pytest.raises(RecordError, match="as no page of news has"):
        check_size(page)
