"""Files that hold files: web archives, zip and tar, read a record at a time and never unpacked to where they say."""

from flows.readers.archives.tar import Tar
from flows.readers.archives.warc import Warc
from flows.readers.archives.warc_records import WarcRecord, records_of
from flows.readers.archives.zip import Zip

__all__ = ["Tar", "Warc", "WarcRecord", "Zip", "records_of"]
