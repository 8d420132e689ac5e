"""The views of news.duckdb, one file each, and their page."""
