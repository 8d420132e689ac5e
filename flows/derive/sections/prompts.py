"""What an outlet asks of its readers within a text: *Get it in your inbox*, *We value your privacy*."""

from collections.abc import Sequence

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
