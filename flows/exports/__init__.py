"""What is in a warehouse in other tools' own forms: one module a format, streaming, each by its standard's terms."""

from flows.exports.run import FORMATS, write_export

__all__ = ["FORMATS", "write_export"]
