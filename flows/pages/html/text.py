"""Text from articles on its way to a page: readable as it is, and unable to reorder or hide what stands around it."""

import re
from typing import Final
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from flows.terminal import safe

_STEERING: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\u206a-\u206f\ufff9-\ufffb]")
"""Controls but tab and line feed, line separators, and marks that embed, override or isolate a direction.

Joiners and the implicit direction marks stay: scripts and emoji need them, and they reorder nothing but themselves.
"""
_WEB: Final = ("http", "https")


def shown(text: str) -> str | Markup:
    """`text` as content of an element, each control or directional mark as a badge with its code point."""
    if _STEERING.search(text) is None:
        return text
    return Markup(_STEERING.sub(_badge, str(escape(text))))  # noqa: S704  # escaped in the same expression


def plain(text: str, width: int | None = None) -> str:
    """`text` for an attribute or a title: on one line, without controls and marks, cut to `width` characters."""
    return safe(text, width)


def http_url(url: str | None) -> str | None:
    """`url` if it is an address of the web, else None: no script, file or data address becomes a link."""
    if url is None or safe(url) != url or any(character.isspace() for character in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme.lower() in _WEB and parts.netloc else None


def _badge(match: re.Match[str]) -> str:
    return f'<span class="control">U+{ord(match.group()):04X}</span>'
