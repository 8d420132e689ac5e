"""Corrections made elsewhere, read back: a load whose input are annotations."""

from flows.annotating.load import import_annotations
from flows.annotating.read import Task, read_tasks

__all__ = ["Task", "import_annotations", "read_tasks"]
