"""The warehouse: Parquet and DuckDB files in snapshots, the ledger, checks and views."""
