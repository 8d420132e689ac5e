"""`onrecord watch`: a watch list over what is stored."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import click
from rich.console import Console

from flows.answers.entries import ID_SHOWN, Entry, print_entries
from flows.commands.options import store_option
from flows.terminal import safe
from flows.watching.look import look_through
from flows.watching.rules import read_rules
from schemas.errors import StoreError

_WORDS = 200
"""Characters of an article that a terminal shows."""


@click.command()
@click.argument("rules", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@store_option
@click.option("--dry-run", is_flag=True, help="Show what the rules find in all articles; record and tell nothing.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def watch(rules: Path, warehouse: Path, *, dry_run: bool, as_json: bool) -> None:
    """Look through the stored articles with a watch list, and tell what is new: file, webhook, table alerts.

    A load looks through what it brings with --watch RULES. How rules are written stands in flows/watching/README.md.
    """
    told = look_through(warehouse, read_rules(rules), dry_run=dry_run)
    if as_json:
        for alert in told.alerts:
            click.echo(json.dumps(alert, ensure_ascii=False))
    else:
        _print(told.alerts)
    if told.troubles:
        raise StoreError("; ".join(told.troubles))


def _print(alerts: Sequence[Mapping[str, object]]) -> None:
    console = Console(highlight=False, markup=False, emoji=False)
    print_entries(console, map(_entry, alerts))
    console.print(f"{len(alerts):,} alert{'' if len(alerts) == 1 else 's'}")


def _entry(alert: Mapping[str, object]) -> Entry:
    words = safe(str(_words(alert) or ""), _WORDS)
    lines = (("", words), ("", str(alert.get("publisher") or "")), ("", str(alert["name"])))
    head = (str(alert["rule"]), str(alert.get("published") or "undated"), str(alert["article_id"])[:ID_SHOWN])
    return Entry(head, lines)


def _words(alert: Mapping[str, object]) -> object:
    before = alert.get("words_before")
    return alert.get("words") or alert.get("headline") if not before else f"{alert.get('words')} | before: {before}"
