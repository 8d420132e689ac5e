"""The block that an entity falls into by its name, the blocks of the names that may be short for it, and its kin."""

from collections.abc import Iterator, Sequence

from flows.linking.keys import group_of, initials, may_be_short, thing_key, without_land
from flows.linking.kinds import kin_of
from flows.linking.person_names import person_name

Block = tuple[str, str | None, str | None, str | None]


def blocks_of(kind: str, name: str, aliases: Sequence[str]) -> Iterator[Block]:
    """The block of a name; with it each alias and the block that it may be short in; and each name of its kin.

    An alias that is None is short by its words. Blocks of one kin have a name that may be a slip of kind.

    A person's names are all in one block, by surname. Short names have fewer words than the name, so that blocks
    don't depend on each other in circles.
    """
    home = f"PERSON {person_name(name).block}" if kind == "PERSON" else thing_key(kind, name)
    yield home, None, None, None
    for kin in kin_of(kind, name):
        yield home, None, None, kin
    if kind != "PERSON":
        yield from _short_names(home, kind, name, aliases)


def _short_names(home: str, kind: str, name: str, aliases: Sequence[str]) -> Iterator[Block]:
    for alias in sorted(set(aliases)):
        short = thing_key(kind, alias)
        if may_be_short(alias, name, kind) and len(short.split()) < len(home.split()):
            yield home, alias, short, None
    derived = initials(home.removeprefix(f"{group_of(kind)} ").partition(" @")[0])
    if kind == "ORG" and derived:
        yield home, None, f"{group_of(kind)} {derived}", None
    if bare := without_land(home):
        yield home, None, bare, None
