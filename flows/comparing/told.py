"""What a terminal is told of a comparison, and where its page lies."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import click

from flows.comparing.difference import Comparison
from flows.comparing.page import page
from flows.pages.html.writing import write_page
from flows.terminal import safe


def show_comparison(comparison: Comparison, path: Path, *, as_json: bool, quiet: bool) -> None:
    """Write the page to `path`, and print the counts: for people, as one JSON object without examples, or not at all.

    Raises:
        SettingsError: the page can't be written.
    """
    write_page(path, page(comparison), "--compare")
    if as_json:
        told = asdict(comparison)
        for table in told["tables"]:
            del table["examples"]
        click.echo(json.dumps(told))
    elif not quiet:
        for line in _lines(comparison, path):
            click.echo(line)


def _lines(comparison: Comparison, path: Path) -> Iterator[str]:
    yield f"{'table':<18}{'stored':>11}{'derived':>11}{'gone':>9}{'new':>9}{'changed':>9}"
    for one in comparison.tables:
        yield f"{one.table:<18}{one.before:>11,}{one.after:>11,}{one.gone:>9,}{one.new:>9,}{one.changed:>9,}"
    yield f"Nothing was published. Examples by kind and rule: {safe(str(path))}"
    yield "`onrecord rederive` publishes it; what was derived is kept."
