"""Charts: Vega-Lite specifications in files, drawn once as SVG that no script and no network is needed to see.

Colours are `currentColor` and custom properties of the theme, so that a chart follows light and dark with its page.
"""

import json
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any, Final

from lxml import etree
from markupsafe import Markup

from flows.terminal import safe

FOLDER: Final = Path(__file__).resolve().parent / "drawings"
VEGA_LITE: Final = "6.4"
"""The version of Vega-Lite that draws; another may set marks elsewhere."""
_SVG: Final = "{http://www.w3.org/2000/svg}"
_ELEMENTS: Final = frozenset(f"{_SVG}{name}" for name in ("svg", "g", "path", "line", "rect", "text", "tspan", "title"))
_GEOMETRY: Final = ("d", "dx", "dy", "height", "transform", "viewBox", "width", "x", "x1", "x2", "y", "y1", "y2")
_PAINT: Final = ("fill", "fill-opacity", "opacity", "stroke", "stroke-dasharray", "stroke-opacity", "stroke-width")
_LETTERS: Final = ("font-family", "font-size", "font-weight", "text-anchor")
_ATTRIBUTES: Final = frozenset((*_GEOMETRY, *_PAINT, *_LETTERS))
_LONG_NUMBER: Final = re.compile(r"\d+\.\d\d+")
_LABEL: Final = 60

Datum = Mapping[str, object]


def chart(name: str, data: Sequence[Datum], title: str, changes: Mapping[str, object] | None = None) -> Markup:
    """The chart `drawings/<name>.json` of `data` as an SVG element.

    Args:
        name: name of the specification.
        data: the rows that it draws; `told` says for each what a reader sees who points at its mark.
        title: what the chart shows, for those who don't see it.
        changes: keys of the specification to set, by path: {"encoding.x.axis.format": "%Y"}.
    """
    import vl_convert  # noqa: PLC0415  # 85 MB that no other command needs

    spec = {**_read("config"), **_read(name), "datasets": {"rows": [_plain(row) for row in data]}}
    spec["data"] = {"name": "rows"}
    for path, value in (changes or {}).items():
        _set(spec, path.split("."), value)
    drawn = vl_convert.vegalite_to_svg(spec, vl_version=VEGA_LITE)
    return Markup(_cleaned(drawn, title))  # noqa: S704  # only elements and attributes of the lists above


@lru_cache(maxsize=16)
def _text(name: str) -> str:
    return (FOLDER / f"{name}.json").read_text(encoding="utf-8")


def _read(name: str) -> dict[str, Any]:
    spec: dict[str, Any] = json.loads(_text(name))
    return spec


def _set(spec: Any, path: Sequence[str], value: object) -> None:  # noqa: ANN401  # any JSON
    for key in path[:-1]:
        spec = spec[int(key) if key.isdigit() else key]
    spec[path[-1]] = value


def _plain(row: Datum) -> dict[str, object]:
    """A row whose texts are short and have no controls and no marks that reorder."""
    return {key: safe(value, _LABEL * 3) if isinstance(value, str) else value for key, value in row.items()}


def _cleaned(svg: str, title: str) -> str:
    """The drawing without anything but shapes and text, its marks' descriptions as titles to point at."""
    root = etree.fromstring(svg.encode("utf-8"), etree.XMLParser(resolve_entities=False, no_network=True))
    for element in list(root.iter()):
        _clean(element)
    size = root.get("viewBox", "0 0 1 1").split()
    head = f'<svg class="drawing" role="img" aria-label="{escape(safe(title))}" viewBox="{" ".join(size)}"'
    inner = "".join(etree.tostring(child, encoding="unicode") for child in root)
    return f'{head} width="{size[2]}" height="{size[3]}">{_without_namespaces(inner)}</svg>'


def _clean(element: Any) -> None:  # noqa: ANN401  # lxml ships no types
    if element.tag not in _ELEMENTS or _draws_nothing(element):
        _remove(element)
        return
    is_mark = element.get("aria-roledescription", "") not in {"axis", "legend"}
    label = element.get("aria-label") if is_mark and element.get("role") == "graphics-symbol" else None
    for name, value in list(element.attrib.items()):
        if name not in _ATTRIBUTES:
            del element.attrib[name]
        elif name in _GEOMETRY:
            element.set(name, _LONG_NUMBER.sub(_rounded, value))
    if label:
        etree.SubElement(element, f"{_SVG}title").text = label


def _draws_nothing(element: Any) -> bool:  # noqa: ANN401  # as above
    hidden = element.get("opacity") == "0" or element.get("display") == "none"
    empty = element.tag == f"{_SVG}path" and element.get("d", "") in {"", "M0,0h0v0h0Z"}
    return (hidden and element.tag == f"{_SVG}text") or empty


def _remove(element: Any) -> None:  # noqa: ANN401  # as above
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _rounded(match: re.Match[str]) -> str:
    return f"{float(match[0]):.1f}".removesuffix(".0")


def _without_namespaces(inner: str) -> str:
    return re.sub(r'\sxmlns(:\w+)?="[^"]*"', "", inner)
