"""`python -m flows.document`: write the pages of parameters, options, exit and reject codes from what defines them."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from flows.commands.exits import EXIT_CODES
from flows.installation import DEFAULT_WAREHOUSE
from flows.settings import EraseSettings, IngestSettings, MaintainSettings, RederiveSettings, ReplaySettings
from seeds.rows import RejectCode

ROOT = Path(__file__).resolve().parents[1]
PARAMETERS = ROOT / "flows" / "PARAMETERS.md"
REJECTS = ROOT / "schemas" / "REJECTS.md"
FLOWS: Mapping[str, type[BaseModel]] = {
    "ingest": IngestSettings,
    "replay": ReplaySettings,
    "rederive": RederiveSettings,
    "erase": EraseSettings,
    "maintain": MaintainSettings,
}


def parameters_page() -> str:
    """The page of the flows' parameters, the commands' options, and the exit codes, in Markdown."""
    return "\n".join(
        (
            "# Parameters of the flows, options of the commands, exit codes\n",
            "Made by `make docs`. A Prefect deployment gives parameters as `settings`; the options set the same.\n",
            _table(("parameter", "default", "meaning", "flows"), _parameters()),
            *_commands(),
            "## Exit codes\n",
            _table(("exit code", "meaning"), ((str(code), meaning) for code, meaning in EXIT_CODES)),
        )
    )


def rejects_page() -> str:
    """The page of the codes with which records are rejected, in Markdown."""
    rows = ((f"`{row.code}`", row.path or "", row.meaning) for row in RejectCode.rows())
    return "\n".join(
        (
            "# Why records are rejected\n",
            "Made by `make docs` from `seeds/reference/reject_codes.csv`; `onrecord rejects` lists those of a store.\n",
            _table(("code", "field", "what is wrong with the record"), rows),
        )
    )


def pages() -> Mapping[Path, str]:
    """Every page that is made here, by its file."""
    return {PARAMETERS: parameters_page(), REJECTS: rejects_page()}


def _parameters() -> Iterator[tuple[str, ...]]:
    fields = {name: field for model in FLOWS.values() for name, field in model.model_fields.items()}
    for name, field in fields.items():
        users = ", ".join(flow for flow, model in FLOWS.items() if name in model.model_fields)
        yield f"`{name}`", _default(field), field.description or "", users


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "required"
    if field.default == DEFAULT_WAREHOUSE:
        return "`warehouse/data`"
    return "none" if field.default in (None, (), {}) else str(field.default)


def _commands() -> Iterator[str]:
    from flows.cli import main  # noqa: PLC0415  # the commands import what they need only here

    with click.Context(main) as context:
        for name in main.list_commands(context):
            command = main.get_command(context, name)
            if command is None:
                continue
            yield f"## onrecord {name}\n"
            yield f"{(command.help or '').strip()}\n"
            options = [option for option in command.params if isinstance(option, click.Option)]
            yield _table(("option", "meaning"), ((_names(option), option.help or "") for option in options))


def _names(option: click.Option) -> str:
    return ", ".join(f"`{name}`" for name in (*option.opts, *option.secondary_opts))


def _table(header: Sequence[str], rows: Iterator[tuple[str, ...]] | Sequence[tuple[str, ...]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
