"""From a template to a page, with the theme, the scripts and the policy that allows just them."""

import json
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from flows.pages.html.policy import policy
from flows.pages.html.text import http_url, plain, shown

_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_WITH_FORMS: Final = frozenset({"browse.html.j2", "browse_explained.html.j2"})
"""Templates of pages that come from a server of ours, whose forms may be sent to it."""
FOLDER: Final = Path(__file__).resolve().parents[1]
_LOADER: Final = (
    "for (const address of ADDRESSES) {"
    ' const script = document.createElement("script");'
    " script.src = address; script.async = false; document.head.append(script); }"
)
"""Adds script files in their order; what a script of known hash adds is allowed by 'strict-dynamic'."""


def render(
    template: str,
    context: Mapping[str, object],
    *,
    styles: Sequence[str] = ("theme.css",),
    scripts: Sequence[str] = (),
    style_files: Sequence[str] = (),
    script_files: Sequence[str] = (),
) -> str:
    """The page that a template makes of `context`.

    Args:
        template: its name in flows/pages/templates.
        context: its variables; `title` is always among them.
        styles: files of flows/pages/assets that are put into the page, in their order.
        scripts: likewise.
        style_files: addresses of style files, relative to the page.
        script_files: addresses of script files, relative to the page; they run in their order, behind the parsing.

    Raises:
        jinja2.UndefinedError: the template uses a variable that the context lacks.
    """
    head = _head(tuple(styles), tuple(scripts), tuple(style_files), tuple(script_files), forms=template in _WITH_FORMS)
    return environment().get_template(template).render(head, **context)


@lru_cache(maxsize=64)
def asset(name: str) -> str:
    """The text of a style or script of flows/pages/assets, as it is put into pages."""
    text = (FOLDER / "assets" / name).read_text(encoding="utf-8")
    return _without_layout(text) if name.endswith(".css") else text


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The environment of all templates: all is escaped, no variable may be missing."""
    made = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters.update(shown=shown, plain=plain, http_url=http_url)
    return made


@lru_cache(maxsize=64)
def _head(
    styles: tuple[str, ...],
    scripts: tuple[str, ...],
    style_files: tuple[str, ...],
    script_files: tuple[str, ...],
    *,
    forms: bool,
) -> dict[str, object]:
    """What base.html.j2 puts around the page; the same for thousands of pages."""
    style_blocks = ["".join(asset(name) for name in styles)] if styles else []
    script_blocks = [asset(name) for name in scripts]
    if script_files:
        script_blocks.append(_LOADER.replace("ADDRESSES", json.dumps(script_files)))
    return {
        "policy": policy(
            style_blocks, script_blocks, style_files=bool(style_files), script_files=bool(script_files), forms=forms
        ),
        "style_blocks": [_own(block) for block in style_blocks],
        "script_blocks": [_own(block) for block in script_blocks],
        "style_files": style_files,
    }


def _own(block: str) -> Markup:
    """A style or script of this project as it is; it can't end its element early."""
    if "</" in block:
        raise ValueError("a style or script block holds '</', which could end it; write it otherwise")
    return Markup(block)  # noqa: S704  # this project's files, never an article's text


def _without_layout(css: str) -> str:
    """CSS without comments and indentation; every page carries it."""
    lines = (line.strip() for line in _COMMENT.sub("", css).splitlines())
    return "".join(line if line.endswith(("{", "}", ";", ",")) else f"{line}\n" for line in lines if line)
