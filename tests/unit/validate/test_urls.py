"""Canonical addresses: the same page, the same address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.validate.urls import canonical_url
from seeds.rows import TrackingParameter


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("HTTPS://WWW.Example.COM/A/b", "https://www.example.com/A/b"),
        ("http://example.com:80", "http://example.com/"),
        ("https://example.com:443/a", "https://example.com/a"),
        ("https://example.com:8443/a", "https://example.com:8443/a"),
        ("https://example.com./a#part", "https://example.com/a"),
        ("https://user:secret@example.com/a", "https://example.com/a"),
        ("https://example.com/a?utm_source=x&id=3&fbclid=y&UTM_Medium=z", "https://example.com/a?id=3"),
        ("https://example.com/a?b=2&a=1&b=%20", "https://example.com/a?b=2&a=1&b=%20"),
        ("https://example.com/a?utm_source=x", "https://example.com/a"),
        ("https://[2001:DB8::1]:443/a", "https://[2001:db8::1]/a"),
        (" https://example.com/a ", "https://example.com/a"),
    ],
)
def test_what_does_not_choose_the_page_goes(url: str, canonical: str) -> None:
    """Letter case of the host, default ports, fragments, credentials, tracking."""
    assert canonical_url(url) == canonical


@pytest.mark.parametrize(
    "url",
    ["", "example.com/a", "/a", "javascript:alert(1)", "data:text/html,x", "ftp://a.org/", "https://", "http://["],
)
def test_what_is_no_page_has_none(url: str) -> None:
    """Only absolute http addresses tell pages apart."""
    assert canonical_url(url) is None


@given(st.text(max_size=60) | st.from_regex(r"https?://[\w.:@\[\]-]{0,20}/[\w?&=#%./-]{0,30}", fullmatch=True))
def test_a_canonical_address_is_its_own(url: str) -> None:
    """Any text has a canonical address or none, and canonical addresses stay as they are."""
    found = canonical_url(url)
    assert found is None or canonical_url(found) == found


def test_tracking_parameters_are_sorted_and_lower_case() -> None:
    """So that a name stands once."""
    names = [row.parameter for row in TrackingParameter.rows()]
    assert names == sorted(set(names))
    assert all(name == name.lower() for name in names)
