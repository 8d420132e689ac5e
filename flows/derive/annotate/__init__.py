"""From a body to its annotation: tokens, sentences, tags, trees and names, at offsets that hold."""

from flows.derive.annotate.choose import DEFAULT, SIMPLE, annotator_for

__all__ = ["DEFAULT", "SIMPLE", "annotator_for"]
