"""What lies below a folder, in a fixed order, each file and folder once even where links make a loop."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

SkipReason = Literal[
    "hidden", "sidecar", "unknown_suffix", "broken_link", "already_found", "link_outside", "special", "unreadable"
]
_Identity = tuple[int, int] | None


def walk(root: Path, *, follow_links: bool = True) -> Iterator[tuple[Path, SkipReason | None]]:
    """Every file below `root`, sorted by path, with the reason to skip it, or None.

    Names that begin with a dot are `hidden`, a folder as one. Links are followed, but what a link leads to is
    `already_found` if it lies below `root` under its own name, or behind an earlier link: so loops end. Without
    `follow_links` a link that leads out of `root` is `link_outside`. `special` are sockets, pipes and devices;
    `unreadable` folders that can't be opened.
    """
    plain, links = _scan(root)
    seen = {_identity(path) for path, reason in plain if reason is None} | {_identity(root)}
    real_root = root.resolve()
    for link in links:  # grows as links lead to links
        if not follow_links and not _within(link, real_root):
            plain.append((link, "link_outside"))
            continue
        plain_below, links_below = _follow(link, seen)
        plain += plain_below
        links += links_below
    files = ((path, reason) for path, reason in plain if reason or not path.is_dir())
    yield from sorted(files, key=lambda item: item[0].parts)


def _within(link: Path, root: Path) -> bool:
    return Path(os.path.realpath(link)).is_relative_to(root)


def _scan(folder: Path) -> tuple[list[tuple[Path, SkipReason | None]], list[Path]]:
    """What lies below a folder without following links, folders among it, and the links."""
    found: list[tuple[Path, SkipReason | None]] = []
    links: list[Path] = []
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208  # names are enough
    except OSError:
        return [(folder, "unreadable")], []
    for path in (folder / name for name in names):
        if path.name.startswith("."):
            found.append((path, "hidden"))
        elif path.is_symlink():
            links.append(path)
        elif path.is_dir():
            below, links_below = _scan(path)
            found += [(path, None), *below]
            links += links_below
        else:
            found.append((path, None if path.is_file() else "special"))
    return found, links


def _follow(link: Path, seen: set[_Identity]) -> tuple[list[tuple[Path, SkipReason | None]], list[Path]]:
    if not os.path.exists(link):  # noqa: PTH110  # Path.exists raises where a folder above is closed
        return [(link, "broken_link")], []
    if reason := _reason_for(link, seen):
        return [(link, reason)], []
    if not link.is_dir():
        return [(link, None if link.is_file() else "special")], []
    below, links = _scan(link)
    return [(path, reason or _reason_for(path, seen)) for path, reason in below], links


def _reason_for(path: Path, seen: set[_Identity]) -> SkipReason | None:
    identity = _identity(path)
    known = identity in seen
    seen.add(identity)
    if identity is None:
        return "unreadable"
    return "already_found" if known else None


def _identity(path: Path) -> _Identity:
    """What tells files apart; None for a path that vanished or is closed."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
