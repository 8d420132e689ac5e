"""The training flow asks for its extra before anything else."""

from importlib.util import find_spec
from pathlib import Path

import pytest

from flows.train import train_annotator


@pytest.mark.skipif(find_spec("torch") is not None, reason="the training extra is installed")
def test_without_the_extra_the_flow_says_what_to_install(tmp_path: Path) -> None:
    """The message names what is missing and the extra that brings it."""
    with pytest.raises(ValueError, match="install onrecord's extra `train`"):
        train_annotator.fn(tmp_path, tmp_path)
