"""Text to rows: pure functions without Prefect, DuckDB or I/O beyond loading the seeds once."""
