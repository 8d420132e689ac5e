"""`make dist`: wheel and sdist of the commit that is checked out, the same bytes whoever builds them and whenever.

What is built is a copy of the tracked files, so that nothing that lies about gets in; every time within is that of the
commit. Needs git and setuptools, and no index.
"""

import gzip
import io
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from setuptools import build_meta

ROOT = Path(__file__).resolve().parents[1]


def main(out: Path) -> None:
    """Write wheel and sdist into the folder `out`."""
    out.mkdir(parents=True, exist_ok=True)
    os.environ["SOURCE_DATE_EPOCH"] = _git("log", "-1", "--format=%ct").decode().strip()
    os.umask(0o022)
    with tempfile.TemporaryDirectory(prefix="onrecord-dist-") as folder:
        with tarfile.open(fileobj=io.BytesIO(_git("archive", "HEAD"))) as tracked:
            tracked.extractall(folder, filter="data")
        os.chdir(folder)
        sdist = out / build_meta.build_sdist(str(out))
        wheel = out / build_meta.build_wheel(str(out))
    _settle(sdist, int(os.environ["SOURCE_DATE_EPOCH"]))
    sys.stdout.write(f"{sdist}\n{wheel}\n")


def _git(*arguments: str) -> bytes:
    return subprocess.run(["git", "-C", str(ROOT), *arguments], check=True, capture_output=True).stdout  # noqa: S603, S607


def _settle(sdist: Path, seconds: int) -> None:
    """Write the archive anew: members by name, of nobody, at one time."""
    with tarfile.open(sdist) as made:
        members = [(member, made.extractfile(member)) for member in sorted(made.getmembers(), key=lambda one: one.name)]
        plain = io.BytesIO()
        with tarfile.open(fileobj=plain, mode="w", format=tarfile.PAX_FORMAT) as anew:
            for member, content in members:
                anew.addfile(_settled(member, seconds), content)
    with sdist.open("wb") as file, gzip.GzipFile("", "wb", fileobj=file, mtime=seconds) as packed:
        packed.write(plain.getvalue())


def _settled(member: tarfile.TarInfo, seconds: int) -> tarfile.TarInfo:
    settled = tarfile.TarInfo(member.name)
    settled.type, settled.size, settled.mtime = member.type, member.size, seconds
    settled.mode = 0o755 if member.isdir() or member.mode & 0o100 else 0o644
    return settled


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
