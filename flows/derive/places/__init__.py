"""From an article's entities to where on the map it happens."""

from flows.derive.places.find import find_places

__all__ = ["find_places"]
