-- severity: warning
-- The words that name a quote's speaker, its cue and how it came here are the body's at their offsets.
SELECT q.quote_id, q.article_id, q.speaker_start, q.speaker_end, q.cue_start, q.cue_end
FROM quotes AS q
JOIN articles AS a ON a.article_id = q.article_id AND a.load_id = $load_id
WHERE q.load_id = $load_id
    AND (
        substring(a.body, q.speaker_start + 1, q.speaker_end - q.speaker_start) <> q.speaker_text
        OR substring(a.body, q.cue_start + 1, q.cue_end - q.cue_start) <> q.cue_text
        OR substring(a.body, q.reported_by_start + 1, q.reported_by_end - q.reported_by_start) <> q.reported_by_text
        OR substring(a.body, q.source_start + 1, q.source_end - q.source_start) <> q.source_description
        OR substring(a.body, q.anonymity_start + 1, q.anonymity_end - q.anonymity_start) <> q.anonymity_reason
    )
