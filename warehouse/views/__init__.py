"""The views of news.duckdb, one file each, and their page."""

from warehouse.views.create import column_comments, create_views

__all__ = ["column_comments", "create_views"]
