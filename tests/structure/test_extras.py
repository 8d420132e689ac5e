"""What only some need is asked for when it is used: without any extra every command is there."""

import sys

from tests.waiting import ran

_WITHOUT = """
import sys

import click

extras = "deltalake mammoth mwparserfromhell openlineage protego pyiceberg pypdf python_calamine spacy torch"
for name in extras.split():
    sys.modules[name] = None  # an import of it fails

from flows.cli import main

context = click.Context(main)
print(*(main.get_command(context, name).name for name in main.list_commands(context)))
"""


def test_every_command_loads_without_extras() -> None:
    """As a newcomer's `pip install` leaves it."""
    done = ran([sys.executable, "-c", _WITHOUT])
    assert done.stderr == ""
    assert {"run", "watch", "check", "validate", "export", "browse"} <= set(done.stdout.split())
