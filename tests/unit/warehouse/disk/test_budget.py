"""What a commit may use of the memory: a quarter of what there is, or what a person says."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from flows.commands.options import memory_option
from tests.flows.loading import CALM, counts, load, rows, write_jsonl
from warehouse.disk.budget import LEAST_MB, default_memory_mb
from warehouse.disk.duck import duck_settings

GIGABYTE = 10**9


def limit(folder: Path, text: str) -> tuple[Path]:
    """A cgroup's file."""
    (folder / "memory.max").write_text(text + "\n", encoding="ascii")
    return (folder / "memory.max",)


def test_a_container_has_less_than_its_machine(tmp_path: Path) -> None:
    """The cgroup's limit counts where it is lower, and nobody gets less than 500 MB."""
    assert default_memory_mb(limit(tmp_path, str(3 * GIGABYTE))) == 750
    assert default_memory_mb(limit(tmp_path, str(GIGABYTE))) == LEAST_MB
    assert default_memory_mb(limit(tmp_path, "max")) == default_memory_mb(()) >= LEAST_MB


def test_what_a_person_says_counts() -> None:
    """A setting goes before the share."""
    assert duck_settings(750).memory_mb == 750
    assert duck_settings(None).memory_mb == default_memory_mb()


@pytest.mark.parametrize(("given", "megabytes"), [("500MB", 500), ("1.5GB", 1500), ("2g", 2000), ("750", 750)])
def test_sizes_as_people_write_them(given: str, megabytes: int) -> None:
    """Units may be left out, and are read whatever their case."""
    import click  # noqa: PLC0415  # for this test's own command

    @click.command()
    @memory_option
    def command(memory_mb: int) -> None:
        click.echo(memory_mb)

    assert CliRunner().invoke(command, ["--memory", given]).output == f"{megabytes}\n"
    assert CliRunner().invoke(command, ["--memory", "plenty"]).exit_code == 2


def test_a_load_spills_what_does_not_fit(tmp_path: Path) -> None:
    """Seventy megabytes of articles go through a limit of a hundred."""
    body = f"{CALM} " * 350
    source = write_jsonl(tmp_path / "a.jsonl", ({"id": n, "text": f"{n} {body}"} for n in range(2_000)))
    summary = load(tmp_path / "store", source, memory_mb=100, annotator="none")
    assert counts(summary) == (2_000, 0, 0, 0)
    assert rows(tmp_path / "store", "SELECT count(*), count(DISTINCT body) FROM articles") == [(2_000, 2_000)]
