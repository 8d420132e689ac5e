"""`onrecord serve`: the ingest flow on a schedule, on one machine, with a Prefect server of its own if need be."""

import os
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path

import click

from flows.commands.options import ingest_options
from flows.commands.settings import settings_of
from flows.fetching import addresses_of, check_fetch
from flows.load.plan import found_by
from flows.local_server.environment import prepare_serve
from flows.local_server.server import Server, prefect_server
from flows.served import serve_only
from flows.settings import IngestSettings
from flows.stops import stops_left_to_a_loop
from flows.terminal import safe
from schemas.errors import SettingsError
from schemas.ids import hash_id

_HASH_SHOWN = 8
_NAME_SHOWN = 80


@click.command()
@click.argument("sources", nargs=-1)
@ingest_options
@click.option("--cron", help="When to look, as a cron line: '*/15 * * * *'.")
@click.option("--every", type=click.FloatRange(min=1), default=900, show_default=True, help="Seconds between looks.")
@click.option("--timezone", default="UTC", show_default=True, help="Time zone of --cron.")
@click.option("--name", help="Name of the deployment.  [default: that of --source, else of the first folder]")
@click.option(
    "--allow",
    "allowed",
    multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder below which the deployment may be run with other sources and stores; none unless named.",
)
def serve(  # an option each
    sources: tuple[str, ...],
    cron: str | None,
    every: float,
    timezone: str,
    name: str | None,
    allowed: tuple[Path, ...],
    **options: object,
) -> None:
    """Load folders again and again on a schedule, until stopped: new and changed files load, the rest is unchanged.

    Links that lead out of a folder are not followed unless --follow-links says so.
    """
    options["follow_links"] = bool(options["follow_links"])
    run_serve(sources, options, (cron, every, timezone), name=name, allowed=allowed)


def run_serve(
    sources: Sequence[str],
    options: dict[str, object],
    when: tuple[str | None, float, str],
    *,
    name: str | None,
    allowed: Sequence[Path],
) -> None:
    """Serve the deployment `ingest/NAME` until stopped; `when` is a cron line or None, seconds, and a time zone.

    Runs never overlap: one that would begin while another goes on is cancelled, and the next one takes its files. A
    flow run with other settings than these is refused, but for paths below the folders that are `allowed`.

    Raises:
        InputError: a source can't be read.
        SettingsError: standard input is a source, or an option makes no sense.
    """
    if "-" in sources:
        raise SettingsError("serve: standard input can't be read again and again; name files or folders")
    absolute = tuple(str(Path(source).absolute()) for source in sources)
    options |= {"sources": absolute}
    options |= {name: value.absolute() for name, value in options.items() if isinstance(value, Path)}
    if isinstance(told := options.get("openlineage"), str) and "://" not in told:
        options["openlineage"] = str(Path(told).absolute())
    settings = settings_of(IngestSettings, options)
    check_fetch(settings)
    if settings.fetch:
        settings = settings.model_copy(update={"fetch": addresses_of(settings)})
    settings = settings.model_copy(update={"warehouse": settings.warehouse.absolute()})
    found_by(settings)
    prepare_serve(settings.warehouse)
    server = prefect_server(settings.warehouse, services=True)
    serve_only(settings, allowed)
    _serve(settings, server, name or deployment_name(settings), when)


def deployment_name(settings: IngestSettings) -> str:
    """The name of the deployment that loads with `settings`: its source's, else its first folder's and a hash.

    So two that load other folders, or into other stores, are two deployments of one Prefect server.
    """
    if settings.source_id != IngestSettings.model_fields["source_id"].default:
        return settings.source_id.replace("/", "-").replace("%", "-")
    digest = hash_id("deployment", settings.sources, str(settings.warehouse))[:_HASH_SHOWN]
    return f"{os.path.basename(settings.sources[0] if settings.sources else '') or 'onrecord'}-{digest}"  # noqa: PTH119  # a glob is no path


def _serve(settings: IngestSettings, server: Server, name: str, when: tuple[str | None, float, str]) -> None:
    from prefect.client.schemas.objects import (  # noqa: PLC0415  # after the server's address is known
        ConcurrencyLimitConfig,
        ConcurrencyLimitStrategy,
    )
    from prefect.schedules import Cron, Interval  # noqa: PLC0415

    from flows.ingest import ingest  # noqa: PLC0415
    from flows.planned import planned_named  # noqa: PLC0415

    cron, every, timezone = when
    schedule = Cron(cron, timezone=timezone) if cron else Interval(every, timezone=timezone)
    told = f"at {cron} ({timezone})" if cron else f"every {every:g} s"
    what = ", ".join((*settings.sources, *settings.fetch))
    click.echo(f"onrecord: loading {what} {told} into {settings.warehouse}; stop with Ctrl-C")
    server.wait()
    called = f"ingest {safe(settings.source_id, _NAME_SHOWN)}"
    seen = server.process is None  # the user's own: people look at it
    with planned_named(name, called) if seen else nullcontext(), stops_left_to_a_loop():
        ingest.serve(
            name=name,
            schedule=schedule,
            parameters={"settings": settings.model_dump(mode="json")},
            description=f"Load new and changed files of {', '.join(settings.sources)} into {settings.warehouse}.",
            tags=["onrecord", f"source:{settings.source_id}"],
            limit=1,
            global_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW),
            print_starting_message=False,
        )
