"""The Content-Security-Policy of a page: nothing runs and nothing is fetched but what the page itself names."""

import base64
import hashlib
from collections.abc import Iterable


def source_hash(block: str) -> str:
    """The source expression that allows an inline block of exactly this text."""
    digest = hashlib.sha256(block.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def policy(
    styles: Iterable[str], scripts: Iterable[str], *, style_files: bool, script_files: bool, forms: bool = False
) -> str:
    """The policy of a page with these inline blocks.

    Style files are allowed from where the page comes from, `file:` included; script files only where an allowed
    script adds them ('strict-dynamic'), so that none that stands in the markup runs. `forms`: whether forms may be sent
    to where the page comes from.
    """
    style_sources = [*map(source_hash, styles), *(("'self'", "file:") if style_files else ())]
    script_sources = [*map(source_hash, scripts), *(("'strict-dynamic'",) if script_files else ())]
    directives = (
        ("default-src", ["'none'"]),
        ("style-src", style_sources or ["'none'"]),
        ("script-src", script_sources or ["'none'"]),
        ("img-src", ["data:"]),
        ("base-uri", ["'none'"]),
        ("form-action", ["'self'" if forms else "'none'"]),
    )
    return "; ".join(" ".join((name, *sources)) for name, sources in directives)
