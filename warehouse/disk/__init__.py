"""Files that survive a crash: durable writes, the lock, the manifest, SQL in files, sandboxed connections."""
