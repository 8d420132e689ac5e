"""Partitions of Parquet: sorted rows in files that are named by their content and never changed."""
