"""`make constants`: change each number of the derivation up and down, and say which nothing notices.

Noticed is what turns a golden passage from right to wrong, what sinks the shipped articles' rows below their floors, or
what the derivation fails with. A number that nothing notices needs its reason beside it, or should go.
Each change runs in a fork of this process, which has annotated every text once, and asks only those who call a function
that reads the number; changes of the annotator's own numbers decode again what the network said.

make constants ONLY=derive.quotes,derive.reporting   the numbers of some rooms
make constants SAMPLE=40 SEED=7        so many, drawn at random
"""

import argparse
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection

from tests.gate import patching, witnesses
from tests.gate.patching import Constant, Readers, constants
from tests.gate.witnesses import Remembering, Witness

LEAST = 0.6
"""Share of the constants that must be noticed."""
_LIMIT_S = 300
"""A change that runs longer than this has made something endless, and is noticed."""
_HEARD = (".annotate.", ".text.")
"""Rooms whose numbers change what the annotator says of the network's scores."""


def main() -> int:
    """Print a line for each constant as it is tried, then how many were noticed; return 1 where too few were."""
    options = _options()
    wanted = [one for one in constants() if any(part in one.module for part in options.only.split(","))]
    if options.sample:
        wanted = sorted(random.Random(options.seed).sample(wanted, min(options.sample, len(wanted))), key=str)  # noqa: S311
    print(f"{len(wanted)} numbers; asking everybody once before any change", flush=True)
    trial = Trial(witnesses.remembering(), links=any(".linking." in one.module for one in wanted))
    unnoticed = [one for number, one in enumerate(wanted, 1) if not trial.told(one, f"{number}/{len(wanted)}")]
    return _told(wanted, unnoticed)


class Trial:
    """Who is asked, and what they call."""

    def __init__(self, annotators: list[Remembering], *, links: bool) -> None:
        self._began = time.monotonic()
        self._annotators = annotators
        for one in annotators:
            one.anew = True
        self._witnesses = witnesses.witnesses(links=links)
        for one in annotators:
            one.anew = False
        self._called = frozenset[patching.Function]().union(*(one.calls for one in self._witnesses))

    def told(self, constant: Constant, place: str) -> bool:
        """Whether a change in either direction is noticed; printed with who noticed it."""
        read = patching.readers(constant)
        by = self._noticed(constant, read, up=True)
        told = f"up: {by}" if by else f"down: {self._noticed(constant, read, up=False) or 'nothing'}"
        noticed = not told.endswith("nothing")
        mark = "    " if noticed else "----" if constant.said else "MUTE"
        where = f"{constant.module.removeprefix('flows.')}:{constant.line} {constant.name}"
        print(f"{place:>7} {time.monotonic() - self._began:5.0f} s {mark} {where}  {told}", flush=True)
        return noticed

    def _noticed(self, constant: Constant, read: Readers, *, up: bool) -> str | None:
        """Who notices the change, asked in a fork."""
        context = get_context("fork")
        here, there = context.Pipe(duplex=False)
        child = context.Process(target=self._ask, args=(constant, read, up, there))
        child.start()
        there.close()
        answer = here.recv() if here.poll(_LIMIT_S) else "the clock"
        child.kill()
        child.join()
        return answer

    def _ask(self, constant: Constant, read: Readers, up: bool, there: Connection) -> None:
        try:
            there.send(next(self._noticing(constant, read, up=up), None))
        except BaseException as error:  # noqa: BLE001  # whatever a change breaks is its being noticed
            there.send(f"{type(error).__name__}")
        os._exit(0)

    def _noticing(self, constant: Constant, read: Readers, *, up: bool) -> Iterator[str]:
        once = read.at_import or self._called.isdisjoint(read.functions)
        patching.put(constant, up=up)
        witnesses.forget(gone=once)
        for one in self._annotators:
            one.anew = any(room in constant.module for room in _HEARD)
        yield from (one.name for one in self._asked(read, everybody=once) if not one.ask())

    def _asked(self, read: Readers, *, everybody: bool) -> Iterator[Witness]:
        return (one for one in self._witnesses if everybody or not read.functions.isdisjoint(one.calls))


def _told(wanted: list[Constant], unnoticed: list[Constant]) -> int:
    of, missed = (Counter(_room(one) for one in some) for some in (wanted, unnoticed))
    print(*(f"{room:24} {of[room] - missed[room]:3} of {of[room]:3} noticed" for room in sorted(of)), sep="\n")
    bare = [one for one in unnoticed if not one.said]
    share = 1 - len(unnoticed) / len(wanted)
    print(f"{len(wanted)} constants, {share:.0%} noticed; of {len(unnoticed)} others {len(bare)} without a reason")
    return int(share < LEAST or bool(bare))


def _room(constant: Constant) -> str:
    return ".".join(constant.module.split(".")[1:3])


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", default="", help="parts of the names of the modules wanted, with commas")
    parser.add_argument("--sample", type=int, help="so many of them, drawn at random")
    parser.add_argument("--seed", type=int, default=1, help="of the draw")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
