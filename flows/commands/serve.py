"""`onrecord serve`: the ingest flow on a schedule, on one machine, with a Prefect server of its own if need be."""

from collections.abc import Sequence
from pathlib import Path

import click

from flows.commands.settings import settings_of
from flows.local_server.environment import prepare_serve
from flows.local_server.server import Server, prefect_server
from flows.settings import IngestSettings
from schemas.errors import SettingsError


def run_serve(
    sources: Sequence[str], options: dict[str, object], *, cron: str | None, every: float, timezone: str
) -> None:
    """Serve the deployment `ingest/onrecord` until stopped.

    Runs never overlap: one that would begin while another goes on is cancelled, and the next one takes its files.
    """
    if "-" in sources:
        raise SettingsError("serve: standard input can't be read again and again; name files or folders")
    absolute = tuple(str(Path(source).absolute()) for source in sources)
    aliases, knowledge = options.get("aliases"), options.get("knowledge")
    options |= {"sources": absolute, "aliases": aliases.absolute() if isinstance(aliases, Path) else None}
    options |= {"knowledge": knowledge.absolute() if isinstance(knowledge, Path) else None}
    settings = settings_of(IngestSettings, options)
    prepare_serve(settings.warehouse)
    _serve(settings, prefect_server(settings.warehouse, services=True), cron, every, timezone)


def _serve(settings: IngestSettings, server: Server, cron: str | None, every: float, timezone: str) -> None:
    from prefect.client.schemas.objects import (  # noqa: PLC0415  # after the server's address is known
        ConcurrencyLimitConfig,
        ConcurrencyLimitStrategy,
    )
    from prefect.schedules import Cron, Interval  # noqa: PLC0415

    from flows.ingest import ingest  # noqa: PLC0415

    schedule = Cron(cron, timezone=timezone) if cron else Interval(every, timezone=timezone)
    when = f"at {cron} ({timezone})" if cron else f"every {every:g} s"
    click.echo(f"onrecord: loading {', '.join(settings.sources)} {when} into {settings.warehouse}; stop with Ctrl-C")
    server.wait()
    ingest.serve(
        name="onrecord",
        schedule=schedule,
        parameters={"settings": settings.model_dump(mode="json")},
        limit=1,
        global_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW),
        print_starting_message=False,
    )
