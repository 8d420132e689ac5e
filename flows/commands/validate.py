"""`onrecord validate`: how often the tables are right on one's own store, by a sample that people judge."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_args

import click
import orjson

from flows.commands.options import day_options, store_option, where_option
from flows.judging.account import account, as_json
from flows.judging.isotonic import mapped
from flows.judging.judged import read_judged
from flows.judging.kinds import KINDS, KindName
from flows.judging.plot import rates_page
from flows.judging.recalibrate import LEAST, keep, recalibrated
from flows.judging.sample import draw
from flows.judging.score import Score, score
from flows.judging.sheet import sheet
from flows.judging.tasks import CONFIG, tasks_of
from flows.pages import write_page
from flows.pages.report.selection import Selection
from flows.whole import whole_file
from schemas.errors import SettingsError, StoreError
from warehouse.store.read import connect
from warehouse.store.store import Store

_MOST = 5000
"""Rows of a sample: more than two people judge in a month, and a page of some 15 MB."""


def _kinds(_context: click.Context, _parameter: click.Parameter, value: str) -> tuple[KindName, ...]:
    """The kinds named, each once, in the order of the help."""
    names = {name.strip() for name in value.split(",")}
    if not names <= set(KINDS):
        raise click.BadParameter(f"name some of {','.join(KINDS)}, with commas between them")
    return tuple(name for name in get_args(KindName) if name in names)


@click.command()
@click.argument("second", required=False, type=click.Path(path_type=Path))
@store_option
@click.option("--sample", "size", type=click.IntRange(1, _MOST), help="Draw so many rows, and write a page to judge.")
@click.option(
    "--of", "kinds", default=",".join(KINDS), show_default=True, callback=_kinds, metavar="KINDS", help="What to draw."
)
@click.option("--seed", type=click.IntRange(0), default=0, show_default=True, help="Another seed, other rows.")
@click.option("--label-studio", is_flag=True, help="With --sample: write tasks for Label Studio instead of the page.")
@day_options
@where_option
@click.option(
    "--score",
    "judged",
    type=click.Path(path_type=Path),
    help="Rates with intervals, calibration, and agreement, from a judge's file; SECOND is that of another judge.",
)
@click.option(
    "--html", "page", type=click.Path(dir_okay=False, path_type=Path), help="With --score: write a page as well."
)
@click.option(
    "--recalibrate",
    is_flag=True,
    help="With --score: map the store's confidences to what was right, keep the map with it, and show it in `show`.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File to write.  [default: judging.html, or rates.json with --score]",
)
def validate(
    second: Path | None,
    warehouse: Path,
    *,
    size: int | None,
    judged: Path | None,
    output: Path | None,
    **drawn: Any,  # noqa: ANN401  # as click read them
) -> None:
    """Measure how often the rows of your own store are right: draw a sample, judge it in a browser, score it."""
    if (size is None) == (judged is None) or (second and not judged):
        raise click.UsageError("Give --sample N to draw rows to judge, or --score FILE [SECOND] for what was judged.")
    page, recalibrate = drawn["page"], drawn["recalibrate"]
    if (page or recalibrate) and not judged:
        raise click.UsageError("--html and --recalibrate go with --score.")
    if judged:
        found = write_score([judged, *([second] if second else [])], output or Path("rates.json"))
        if page:
            write_page(page, rates_page(found), "--html")
            click.echo(f"Written to {page}")
        if recalibrate:
            keep_map(warehouse, found)
    elif size:
        since, until = (drawn[name].date() if drawn[name] else None for name in ("since", "until"))
        selection = Selection.parse(since, until, drawn["where"])
        form = write_tasks if drawn["label_studio"] else write_sample
        out = output or Path("tasks.json" if drawn["label_studio"] else "judging.html")
        form(warehouse, out, drawn["kinds"], size, drawn["seed"], selection)


def write_sample(
    warehouse: Path, out: Path, kinds: Sequence[KindName], size: int, seed: int, selection: Selection
) -> None:
    """Write the page of a sample, and say how many rows of how many it has.

    Raises:
        SettingsError: no row meets the conditions, or the page can't be written.
        StoreError: there is no store, or nothing was loaded yet.
    """
    snapshot = Store.open(warehouse, create=False).current()
    if snapshot is None:
        raise StoreError(f"{warehouse}: nothing is published here yet. Run `onrecord run SOURCE` first.")
    with connect(snapshot) as con:
        sample = draw(con, snapshot.snapshot_id, kinds, size, seed, selection)
        page = sheet(con, sample)
    _write(out, page.encode())
    for one in sample.strata:
        click.echo(f"{one.kind:10} confidence {one.band:8} {one.drawn:5,} of {one.in_store:,}")
    click.echo(
        f"Open {out}, judge its {len(sample.rows):,} rows, save, and give the file to `onrecord validate --score`."
    )


def write_tasks(
    warehouse: Path, out: Path, kinds: Sequence[KindName], size: int, seed: int, selection: Selection
) -> None:
    """Write the tasks of a sample, and the labelling interface beside them; it raises what `write_sample` does."""
    snapshot = Store.open(warehouse, create=False).current()
    if snapshot is None:
        raise StoreError(f"{warehouse}: nothing is published here yet. Run `onrecord run SOURCE` first.")
    with connect(snapshot) as con:
        tasks = tasks_of(con, draw(con, snapshot.snapshot_id, kinds, size, seed, selection))
    config = out.with_suffix(".xml")
    _write(out, orjson.dumps(tasks))
    _write(config, CONFIG.encode())
    click.echo(f"Import {out} into a project of Label Studio with the interface {config}, judge, export as JSON, and")
    click.echo("give the export to `onrecord validate --score`.")


def write_score(paths: Sequence[Path], out: Path) -> Score:
    """Print what the judgements say, write it as JSON, and return it.

    Raises:
        InputError: a file is none of judgements, or the two are not of two judges on one sample.
        SettingsError: `out` is one of the files, or can't be written.
    """
    if len({path.resolve() for path in (*paths, out)}) != len(paths) + 1:
        raise SettingsError(f"{out}: the files to read and the file to write are not all different; name another")
    found = score({path: read_judged(path) for path in paths})
    for line in account(found):
        click.echo(line)
    _write(out, orjson.dumps(as_json(found), option=orjson.OPT_INDENT_2) + b"\n")
    click.echo(f"\nWritten to {out}")
    return found


def keep_map(warehouse: Path, found: Score) -> None:
    """Keep with a store what its confidences are worth there, and print it.

    Raises:
        InputError: no kind has rows enough.
        StoreError: there is no store, or it can't be written.
    """
    root = Store.open(warehouse, create=False).root
    made = recalibrated(found)
    path = keep(root, made)
    for kind, one in made.kinds.items():
        shares = ", ".join(f"{edge:g} is {mapped(one.points, edge):.2f}" for edge in (0.5, 0.7, 0.9, 1))
        click.echo(f"{kind}, {one.judged:,} rows judged: {shares}")
    left = sorted(found.claims.keys() - made.kinds.keys())
    if left:
        click.echo(f"Not mapped, for want of {LEAST} decided rows: {', '.join(left)}")
    click.echo(f"Kept in {path}; `onrecord show` tells it beside each confidence")


def _write(path: Path, content: bytes) -> None:
    with whole_file(path, "file with --output") as file:
        file.write(content)
