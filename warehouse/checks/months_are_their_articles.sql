-- severity: blocking
-- An article lies in the month of its published_date, undated ones in `unknown`.
SELECT article_id, published_month, published_date
FROM articles
WHERE load_id = $load_id
    AND published_month <> coalesce(strftime(published_date, '%Y-%m'), 'unknown')
