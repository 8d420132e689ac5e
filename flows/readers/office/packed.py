"""Office files are zip archives: looked through before a library unpacks them, so that none grows like a bomb."""

import io
import zipfile

from flows.readers.base import MIB, ReadOptions
from schemas.errors import RecordError

_MOST_PARTS = 20_000


def check_packed(data: bytes, code: str, options: ReadOptions) -> None:
    """Refuse an office file that is damaged, closed with a password, or grows like a bomb.

    Raises:
        RecordError: of the `code` given, or `archive_bomb`.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _unpack(archive, len(data), options)
    except RecordError:
        raise
    except Exception:  # noqa: BLE001  # of damaged data a library raises anything
        message = "the file is damaged or closed with a password; save it again"
        raise RecordError(code, "", message) from None


def _unpack(archive: zipfile.ZipFile, packed: int, options: ReadOptions) -> None:
    infos, out = archive.infolist(), 0
    if len(infos) > _MOST_PARTS:
        raise RecordError("archive_bomb", "", "the file has more parts than an office writes; save it again")
    for info in infos:
        with archive.open(info) as part:
            while piece := part.read(MIB):
                out += len(piece)
                _check_growth(out, packed, options)


def _check_growth(out: int, packed: int, options: ReadOptions) -> None:
    if out > options.gzip_ratio_from and out > options.gzip_max_ratio * packed:
        message = f"the file grows more than {options.gzip_max_ratio} times when it is unpacked, like a bomb"
        raise RecordError("archive_bomb", "", message)
