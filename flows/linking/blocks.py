"""The block that an entity falls into by its name, and the blocks of the names that may be short for it."""

from collections.abc import Iterator, Sequence

from flows.linking.keys import group_of, initials, may_be_short, thing_key
from flows.linking.person_names import person_name

Block = tuple[str, str | None, str | None]


def blocks_of(kind: str, name: str, aliases: Sequence[str]) -> Iterator[Block]:
    """Yield the block of a name, and each alias with the block that it may be short in; None: by its words.

    A person's names are all in one block, by surname. Short names have fewer words than the name, so that blocks
    don't depend on each other in circles.
    """
    if kind == "PERSON":
        yield f"PERSON {person_name(name).block}", None, None
        return
    home = thing_key(kind, name)
    yield home, None, None
    for alias in sorted(set(aliases)):
        short = thing_key(kind, alias)
        if may_be_short(alias, name, kind) and len(short.split()) < len(home.split()):
            yield home, alias, short
    derived = initials(home.removeprefix(f"{group_of(kind)} "))
    if kind == "ORG" and derived:
        yield home, None, f"{group_of(kind)} {derived}"
