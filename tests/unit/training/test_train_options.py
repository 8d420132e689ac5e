"""The command that trains: each line of its page parses, by itself and behind torchrun, which reads options first."""

import argparse
import re
from pathlib import Path

import pytest

from flows.train import parser, settings_of

ROOT = Path(__file__).resolve().parents[3]
PAGE = (ROOT / "flows" / "training" / "README.md").read_text("utf-8")
_TORCHRUN = (
    "--duplicate-stderr-filters --duplicate-stdout-filters --event-log-handler --help --local-addr"
    " --local-ranks-filter --log-dir --logs-specs --master-addr --master-port --max-restarts --module"
    " --monitor-interval --nnodes --no-python --node-rank --nproc-per-node --numa-binding --rdzv-backend --rdzv-conf"
    " --rdzv-endpoint --rdzv-id --redirects --role --run-path --shutdown-timeout --signals-to-handle --standalone"
    " --start-method --tee --virtual-local-rank"
)
"""Options of torchrun 2.13, each also spelt with `_`."""
TORCHRUN = _TORCHRUN.split()


def _lines() -> list[list[str]]:
    """The commands of the page that train, without comments; what may be left out is given, of choices the first."""
    blocks = re.findall(r"```\n(.*?)```", PAGE, re.DOTALL)
    lines = [line.partition(" #")[0] for block in blocks for line in block.splitlines() if "-m flows.train " in line]
    return [re.sub(r" [MN]\b", " 1", re.sub(r" \| [^\]]*|[\[\]…]", "", line)).split() for line in lines]


def _torchrun() -> argparse.ArgumentParser:
    """What torchrun does with its arguments: its own options, a module's name, and the rest as it comes."""
    made = argparse.ArgumentParser(add_help=False)
    for option in TORCHRUN:
        made.add_argument(option, f"--{option[2:].replace('-', '_')}")
    made.add_argument("-m", action="store_true")
    made.add_argument("script")
    made.add_argument("rest", nargs=argparse.REMAINDER)
    return made


def test_the_page_has_the_commands() -> None:
    """At least those alone, from a model, under torchrun, for a teacher, and from labels."""
    assert len(_lines()) >= 5
    assert sum("torchrun" in line for line in _lines()) == 1


@pytest.mark.parametrize("line", _lines(), ids=" ".join)
def test_each_command_of_the_page_parses(line: list[str]) -> None:
    """By itself, and with torchrun before it."""
    own = line[line.index("flows.train") + 1 :]
    options = parser().parse_args(own)
    behind = _torchrun().parse_args(["--nproc-per-node", "2", "-m", "flows.train", *own])
    assert (behind.script, behind.rest) == ("flows.train", own)
    assert options.corpora == Path("DIR")


def test_a_model_to_go_on_from() -> None:
    """Both names give the same setting."""
    needed = ["--corpora", "C", "--work", "W"]
    for name in ("--start-from", "--start"):
        assert settings_of(parser().parse_args([*needed, name, "M"]))["start"] == Path("M")
    assert "start" not in settings_of(parser().parse_args(needed))


def test_every_option_has_a_name_that_torchrun_leaves_alone() -> None:
    """None that two names of one of its options begin with; `--start` is one, and has another name."""
    taken = {name for option in TORCHRUN for name in (option, f"--{option[2:].replace('-', '_')}")}
    for action in parser()._actions:
        names = [name for name in action.option_strings if name.startswith("--")]
        free = [name for name in names if not any(other.startswith(name) for other in taken)]
        assert free or names == ["--help"], names
