"""What figures are tied to: each other, their clause, an owner, a place, a time, who claims them, in which mood."""

from flows.derive.figures.links.groups import group
from flows.derive.figures.links.linker import Linker, Links

__all__ = ["Linker", "Links", "group"]
