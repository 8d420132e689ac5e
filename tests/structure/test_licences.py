"""What others' code may be shipped with: licences are those that packages state, and none binds the user's code."""

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
_CLAIM = re.compile(r'"([\w.-]+)[^"]*"[],]*\s*#[^\n]*?\((BSD-\d-Clause|MIT|Apache-2\.0)\b')
_NAME = re.compile(r"[\w.-]+")
_FREE = re.compile(r"\b(?:MIT|BSD|Apache|Artistic|MPL|Mozilla|PSF|ISC|Zlib|CC0|Unlicense)\b", re.IGNORECASE)
_BINDING = re.compile(r"\bA?GPL|Affero|General Public", re.IGNORECASE)


def _stated(package: Distribution) -> str:
    """What a package says of its licence: expression, field and classifiers."""
    told = package.metadata
    kinds = [line for line in told.get_all("Classifier") or [] if line.startswith("License")]
    texts = [text[:200] for text in told.get_all("License") or []]  # some hold the whole licence
    return " ".join([*(told.get_all("License-Expression") or []), *texts, *kinds])


def _needed(names: list[str]) -> Iterator[Distribution]:
    """The packages of these requirements and of theirs that are installed here, extras left out."""
    seen, stack = set[str](), list(names)
    while stack:
        name = _NAME.match(stack.pop())
        key = name[0].lower().replace("_", "-") if name else ""
        if key in seen:
            continue
        seen.add(key)
        try:
            package = distribution(key)
        except PackageNotFoundError:  # for another system, or an extra that is not installed
            continue
        yield package
        stack += [one for one in package.requires or [] if "extra ==" not in one]


@pytest.mark.parametrize(("name", "licence"), _CLAIM.findall((ROOT / "pyproject.toml").read_text(encoding="utf-8")))
def test_a_licence_is_the_one_that_its_package_states(name: str, licence: str) -> None:
    """What pyproject.toml says of an extra's licence is what its metadata say; some extras only users install."""
    try:
        stated = _stated(distribution(name))
    except PackageNotFoundError:
        pytest.skip(f"{name} is not installed")
    assert licence in stated or licence.removesuffix("-Clause").rpartition("-")[0] in stated


def test_some_licences_are_claimed() -> None:
    """The extras that read files say theirs."""
    claimed = {name for name, _ in _CLAIM.findall((ROOT / "pyproject.toml").read_text(encoding="utf-8"))}
    assert {"mammoth", "python-calamine", "pypdf", "mwparserfromhell", "protego"} <= claimed


def test_nothing_that_onrecord_needs_binds_its_users() -> None:
    """No dependency, and none of a dependency, is under the GPL or AGPL without a choice of another licence."""
    extras = [one for names in PROJECT["optional-dependencies"].values() for one in names]
    packages = list(_needed([*PROJECT["dependencies"], *extras]))
    assert len(packages) > len(PROJECT["dependencies"])
    assert [one.name for one in packages if _BINDING.search(_stated(one)) and not _FREE.search(_stated(one))] == []
