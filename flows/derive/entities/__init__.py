"""From a document to its entities and their mentions: names, nominals and pronouns."""

from flows.derive.entities.find import describe_entities, find_entities

__all__ = ["describe_entities", "find_entities"]
