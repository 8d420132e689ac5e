"""Files that survive a crash: durable writes, the lock, the manifest, SQL in files, sandboxed connections."""

from warehouse.disk.duck import duck_settings, fetch, reading
from warehouse.disk.durable import disk_errors, sha256_of, sync_folder
from warehouse.disk.locking import locked
from warehouse.disk.manifest import DataFile, Manifest, read_manifest
from warehouse.disk.sqlfiles import SqlFile, all_sql, read_sql

__all__ = [
    "DataFile",
    "Manifest",
    "SqlFile",
    "all_sql",
    "disk_errors",
    "duck_settings",
    "fetch",
    "locked",
    "read_manifest",
    "read_sql",
    "reading",
    "sha256_of",
    "sync_folder",
]
