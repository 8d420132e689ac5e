"""Lines of a text format whose records may span several: what a record took is kept until the next begins."""

import codecs
from collections import deque

from flows.readers.base import Payload, ReadOptions
from flows.readers.encoding import BYTE_ORDER_MARKS, detect
from flows.readers.stream import Stream, record_too_large
from schemas.errors import RecordError

_SAMPLE = 64 * 1024
UNCLOSED = "the row's quotation marks don't match; double those inside a cell and quote the whole cell"


class Lines:
    """An iterator of decoded lines for a parser that takes as many as a record has.

    Attributes:
        start: offset of the record's first byte, in the uncompressed input.
        undecodable: whether a line of the record does not fit the encoding.
        broken: whether the input ended early.
    """

    def __init__(self, stream: Stream, options: ReadOptions) -> None:
        self._stream = stream
        self._options = options
        self._encoding = "utf-8"
        self._waiting: deque[bytes] = deque()
        self._lines: list[bytes] = []
        self._size = 0
        self._doomed = 0
        self._skipped: Payload | None = None
        self.start = 0
        self.undecodable = False
        self.broken = False

    def detect_encoding(self) -> None:
        """Choose the encoding by the beginning of the input; raises RecordError `not_utf8`."""
        head = self._stream.peek()[:_SAMPLE]
        marked = next((name for mark, name in BYTE_ORDER_MARKS if head.startswith(mark)), "utf-8")
        if marked != "utf-8":
            self._stream.recode(marked)  # as Excel writes "Unicode text"
            head = self._stream.peek()[:_SAMPLE]
        try:
            codecs.getincrementaldecoder("utf-8")().decode(head)
        except UnicodeDecodeError:
            self._encoding = detect(head)

    def begin(self) -> None:
        """Begin a record behind what the last one took."""
        self.start = self.stop
        self._lines, self._size, self._skipped, self.undecodable = [], 0, None, False

    @property
    def taken(self) -> bytes:
        """The bytes that the record took."""
        return b"".join(self._lines)

    @property
    def stop(self) -> int:
        """Offset behind the record."""
        return self.start + (self._skipped.size if self._skipped else sum(map(len, self._lines)))

    def payload(self, header: bytes) -> Payload:
        """The header's line and the record behind it."""
        return self._skipped or Payload.of(header + self.taken)

    def give_back(self, keep: int) -> None:
        """Let the next record have all lines of this one but the first `keep`; none where the input broke off.

        A record goes on in its next line only within quotation marks, whatever came before. So if one failed, any that
        would go on into one of the lines given back fails as well, and is refused at once: each line is looked at
        twice at most, where a cell that is never closed would have all lines read again for each.
        """
        if self.broken:
            return
        given = self._lines[keep:]
        self._doomed = max(self._doomed, len(given)) if keep else 0
        self._waiting.extendleft(reversed(given))
        del self._lines[keep:]

    def __iter__(self) -> "Lines":
        return self

    def __next__(self) -> str:
        if self._lines and self._doomed:
            raise RecordError("bad_csv", "", UNCLOSED)
        limit = self._options.max_record_bytes
        self._doomed = max(0, self._doomed - 1)
        line = self._waiting.popleft() if self._waiting else self._stream.read_line(limit + 1)
        if self.broken or not (line or self._stream.failure):
            raise StopIteration
        self._lines.append(line)
        self._check_whole(line)
        self._size += len(line)
        if self._size > limit:
            if len(self._lines) == 1:
                self._skipped = self._stream.rest_of_line(line)
                self._check_whole(b"")
            raise record_too_large(self._options)
        return self._decode(line)

    def _check_whole(self, line: bytes) -> None:
        """Raise why the input ended early if it did within `line`."""
        if self._stream.failure and not self._waiting and not line.endswith(b"\n"):
            self.broken = True
            raise self._stream.failure

    def _decode(self, line: bytes) -> str:
        if self.start == 0 and len(self._lines) == 1:
            line = line.removeprefix(codecs.BOM_UTF8)
        try:
            return line.decode(self._encoding)
        except UnicodeDecodeError:
            self.undecodable = True
            return line.decode(self._encoding, "replace")
