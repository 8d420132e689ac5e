"""Fields of an article, one module per kind: from what a format gave to what onrecord promises. All pure."""
