"""The command's first step: from here on a stop ends it with a line and its exit code, also while the rest is imported.

It imports next to nothing itself. `flows.commands.exits` answers stops once there is work that has to be ended.
"""

import os
import signal
from types import FrameType
from typing import Final

_CODES: Final = {signal.SIGINT: 130, signal.SIGTERM: 143}
_STOPPED: Final = b"onrecord: stopped\n"


def main() -> None:
    """Run `onrecord`."""
    for number in _CODES:
        if signal.getsignal(number) is not signal.SIG_IGN:  # as a shell leaves it for what runs in the background
            signal.signal(number, _stop)
    from flows.cli import start  # noqa: PLC0415  # a second of imports, behind the handlers

    start()


def _stop(number: int, _frame: FrameType | None) -> None:
    """End here: nothing is begun that would have to be ended, and half an import can't be gone on with."""
    os.write(2, _STOPPED)
    os._exit(_CODES[signal.Signals(number)])


if __name__ == "__main__":
    main()
