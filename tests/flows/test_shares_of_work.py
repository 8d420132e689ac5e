"""How the work is shared out leaves no trace in the tables."""

from pathlib import Path

import pytest

from flows.load.plan import plan_load
from flows.settings import IngestSettings
from tests.bench.articles import write_jsonl
from tests.flows.loading import SEED_ARTICLE, load, onrecord, tables


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of 24 made-up articles in a JSON lines file, and the seed article's text."""
    folder = tmp_path_factory.mktemp("articles")
    write_jsonl(folder / "many.jsonl", 0, 24)
    (folder / SEED_ARTICLE.name).write_bytes(SEED_ARTICLE.read_bytes())
    return folder


def test_size_of_batches(articles: Path, tmp_path: Path) -> None:
    """One batch or many: the same tables."""
    load(tmp_path / "one", articles)
    load(tmp_path / "many", articles, batch_bytes=10_000)
    assert tables(tmp_path / "one") == tables(tmp_path / "many")


@pytest.mark.parametrize(("lines", "batches"), [(100, 1), (5_000, 4), (40_000, 16)])
def test_more_batches_than_workers(lines: int, batches: int, tmp_path: Path) -> None:
    """Input of some MB is cut so that no worker waits for another's last batch; little input is not cut."""
    source = tmp_path / "many.jsonl"
    line = '{"text": "' + 187 * "x" + '"}\n'
    source.write_text(line * lines, encoding="utf-8")
    plan = plan_load(IngestSettings(sources=(str(source),), warehouse=tmp_path / "store"))
    assert len(plan.batches) == batches


def test_threads_and_processes(articles: Path, tmp_path: Path) -> None:
    """One thread or two processes, through Prefect: the same tables, load_id included."""
    for runner in ("thread:1", "process:2"):
        store = tmp_path / runner.replace(":", "")
        options = ["--runner", runner, "--batch-bytes", "20000", "--annotator", "simple", "--quiet"]
        ended = onrecord("run", str(articles), "--warehouse", str(store), *options)
        assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
    assert tables(tmp_path / "thread1") == tables(tmp_path / "process2")
    assert tables(tmp_path / "thread1")["paragraphs"]
