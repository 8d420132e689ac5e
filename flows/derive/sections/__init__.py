"""From a body to its paragraphs, each with the section it belongs to; every character that is no blank lies in one."""

from flows.derive.sections.split import split_paragraphs

__all__ = ["split_paragraphs"]
