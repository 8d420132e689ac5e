-- Articles with the beginning of their bodies. Where it is told, {source} are the Parquet files of the table: of the table
-- itself DuckDB unpacks 2,048 bodies at a time, of a file not more than a row group holds.
SELECT
    article_id,
    publisher,
    coalesce(canonical_url, url) AS address,
    headline,
    published_at,
    published_date,
    published_month,
    pub_status,
    left(body, 10000) AS head
FROM {source}
