"""What an outlet asks of its readers within a text: *Get it in your inbox*, *We value your privacy*."""

from collections.abc import Sequence
from itertools import groupby

from schemas.vocabulary import Section
from seeds.prompts import PROMPT, place_weight, prompt_weight

_LONGEST = 450
"""Characters of a block that is asked, as of one that cue words settle (`split`)."""
_EDGE = 2
"""Blocks at either end of a text beside which prompts stand: assumed."""


def mark_prompts(texts: Sequence[str], sections: list[Section]) -> None:
    """Make boilerplate of the body's blocks that ask something of the reader."""
    last = len(texts) - _EDGE
    for index, text in enumerate(texts):
        if sections[index] != "body" or len(text) > _LONGEST or not (told := prompt_weight(text)):
            continue
        beside = "boilerplate" in sections[max(index - 1, 0) : index + 2]
        if told + place_weight(beside_furniture=beside, at_an_edge=not _EDGE <= index < last) >= PROMPT:
            sections[index] = "boilerplate"
    _mark_lists(texts, sections)


def _mark_lists(texts: Sequence[str], sections: list[Section]) -> None:
    """The points of a list between two prompts are what they offer."""
    for points, run in groupby(range(len(texts)), key=lambda index: texts[index].startswith("- ")):
        inner = list(run) if points else []
        around = sections[inner[0] - 1 : inner[0]] + sections[inner[-1] + 1 : inner[-1] + 2] if inner else []
        if around == ["boilerplate"] * 2:
            sections[inner[0] : inner[-1] + 1] = around[:1] * len(inner)
