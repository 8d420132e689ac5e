"""From a document to its entities and their mentions, names, nominals and pronouns."""

from flows.derive.entities.find import find_entities

__all__ = ["find_entities"]
