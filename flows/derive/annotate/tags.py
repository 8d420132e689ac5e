"""The tags of the names head: outside, and begin and inside of every kind of name."""

from flows.derive.text.annotation import NAME_KINDS

MISC = "MISC"
"""A name of no kind that `Annotation` knows: learned, so that it need not pass for another kind, and dropped."""

TAG_KINDS = (*NAME_KINDS, MISC)
OUTSIDE = 0
"""The first tag, so that arrays of zeros hold no name; the network's outputs stand in this order."""
TAG_COUNT = 1 + 2 * len(TAG_KINDS)
"""Outside, and two tags for every kind of name: the width of the network's output."""


def begin_tag(kind: str) -> int:
    """The tag of a name's first word; ValueError for an unknown kind."""
    return 1 + 2 * TAG_KINDS.index(kind)


def inside_tag(kind: str) -> int:
    """The tag of a name's other words; ValueError for an unknown kind."""
    return begin_tag(kind) + 1
