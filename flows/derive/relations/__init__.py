"""From a document's syntax to the relations of its entities that it says in so many words."""

from flows.derive.relations.find import find_relations

__all__ = ["find_relations"]
