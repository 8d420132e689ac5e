"""`make constants`: change each number of the derivation up and down, and say which nothing notices.

Noticed is what turns a golden passage from right to wrong, what sinks the shipped articles' rows below their floors, or
what the derivation fails with. A number that nothing notices needs its reason beside it, or should go.
Everybody is asked once with probes in the derivation (`probing`), which tell whose decisions hang on which number; then
each change runs in a fork of this process and asks only those, up to the first that notices. "nothing of 0" says that
no text stands near the number: a passage just within and one beyond it are missing.

make constants ONLY=derive.quotes,derive.reporting   the numbers of some rooms
make constants SAMPLE=40 SEED=7        so many, drawn at random

Answers are kept in `build/constants.jsonl`: a run that was cut off goes on where it was, and after a change whoever
noticed a number last time is asked first.
"""

import argparse
import os
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from tests.gate import patching, probing
from tests.gate.answers import Answer, Answers
from tests.gate.patching import Change, Constant, constants

if TYPE_CHECKING:
    from tests.gate.witnesses import Witness

LEAST = 0.6
"""Share of the constants that must be noticed."""
_LIMIT_S = 600
"""Seconds of a processor: a change that takes more has made something endless, and is noticed."""
_HEARD = (".annotate.", ".text.")
"""Rooms whose numbers change what the annotator says of the network's scores."""
_DEAREST = ".annotate."
"""The room whose numbers nearly every text hangs on: asked last."""


def main() -> int:
    """Print a line for each constant as it is tried, then how many were noticed; return 1 where too few were."""
    options = _options()
    wanted = [one for one in constants() if any(part in one.module for part in options.only.split(","))]
    if options.sample:
        wanted = sorted(random.Random(options.seed).sample(wanted, min(options.sample, len(wanted))), key=str)  # noqa: S311
    wanted.sort(key=lambda one: _DEAREST in one.module)
    answers = Answers.read()
    if not all(one in answers for one in wanted):
        _try(wanted, answers)
    return _told(wanted, answers)


def _try(wanted: list[Constant], answers: Answers) -> None:
    print(f"{len(wanted)} numbers; asking everybody twice before any change", flush=True)
    probing.put_under_probes()
    trial = Trial(links=any(".linking." in one.module for one in wanted))
    for number, constant in enumerate(wanted, 1):
        known = constant in answers
        if not known:
            answers.keep(constant, trial.answer(constant, answers.last(constant)))
        told = answers[constant]
        mark = "    " if told.by else "----" if constant.said else "MUTE"
        print(f"{number:3}/{len(wanted)} {trial.seconds:5.0f} s {mark} {_where(constant)}  {told}", flush=True)


class Trial:
    """Who is asked, and what their decisions hang on."""

    def __init__(self, *, links: bool) -> None:
        from tests.gate import witnesses  # noqa: PLC0415  # it imports the derivation, which has its probes now

        self._began = time.monotonic()
        self._forget = witnesses.forget
        self._annotators = witnesses.remembering()
        self._listen_anew(anew=True)
        self._witnesses = witnesses.witnesses(links=links)
        self._listen_anew(anew=False)

    @property
    def seconds(self) -> float:
        """How long it has taken so far."""
        return time.monotonic() - self._began

    def answer(self, constant: Constant, last: Answer | None) -> Answer:
        """Who notices a change in either direction; who did so last time is asked first."""
        asked: dict[bool, int] = {}
        for up in (False, True) if last and last.by and not last.up else (True, False):
            change = Change(constant, up)
            those = self._asked(change, last.by if last else "")
            asked[up] = len(those)
            by = self._noticed(change, those)
            if by:
                return Answer(by, up, asked[up])
        return Answer("", up=False, asked=max(asked.values()))

    def _asked(self, change: Change, first: str) -> list["Witness"]:
        """Whoever a change may move, the one that noticed it last before those that hang on the fewest numbers."""
        everybody = change in self._witnesses.once
        those = [one for one in self._witnesses.right if everybody or change in one.hangs_on]
        return sorted(those, key=lambda one: (one.name != first, len(one.hangs_on)))

    def _noticed(self, change: Change, those: list["Witness"]) -> str:
        """Who notices the change, asked in a fork; empty where nobody does."""
        if not those:
            return ""
        context = get_context("fork")
        here, there = context.Pipe(duplex=False)
        child = context.Process(target=self._ask, args=(change, those, there))
        child.start()
        there.close()
        try:
            answer: str = here.recv()
        except EOFError:
            answer = "the clock"
        child.join()
        return answer

    def _ask(self, change: Change, those: list["Witness"], there: Connection) -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (_LIMIT_S, _LIMIT_S))
        try:
            there.send(next(self._noticing(change, those), ""))
        except BaseException as error:  # noqa: BLE001  # whatever a change breaks is its being noticed
            there.send(f"{type(error).__name__}")
        os._exit(0)

    def _noticing(self, change: Change, those: list["Witness"]) -> Iterator[str]:
        patching.put(change)
        self._forget(gone=change in self._witnesses.once)
        self._listen_anew(anew=any(room in change.constant.module for room in _HEARD))
        yield from (one.name for one in those if not one.ask())

    def _listen_anew(self, *, anew: bool) -> None:
        for one in self._annotators:
            one.anew = anew


def _told(wanted: list[Constant], answers: Answers) -> int:
    unnoticed = [one for one in wanted if not answers[one].by]
    of, missed = (Counter(map(_room, some)) for some in (wanted, unnoticed))
    print(*(f"{room:24} {of[room] - missed[room]:3} of {of[room]:3} noticed" for room in sorted(of)), sep="\n")
    bare = [one for one in unnoticed if not one.said]
    noticed = len(wanted) - len(unnoticed)
    share = noticed / len(wanted)
    print(f"{noticed} of {len(wanted)} numbers noticed, {share:.0%}; of the others {len(bare)} without a reason")
    return int(share < LEAST or bool(bare))


def _where(constant: Constant) -> str:
    return f"{constant.module.removeprefix('flows.')}:{constant.line} {constant.name}"


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
