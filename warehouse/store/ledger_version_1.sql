-- The ledger's tables as version 1 of the tables had them: frozen, since every store began with them.
CREATE TABLE "loads" (
    "load_id" VARCHAR NOT NULL,
    "flow" VARCHAR NOT NULL,
    "flow_run_id" VARCHAR,
    "previous_load_id" VARCHAR,
    "started_at" TIMESTAMPTZ NOT NULL,
    "finished_at" TIMESTAMPTZ,
    "status" VARCHAR NOT NULL,
    "error_message" VARCHAR,
    "input_uri" VARCHAR NOT NULL,
    "input_sha256" VARCHAR NOT NULL,
    "code_version" VARCHAR NOT NULL,
    "schema_version" INTEGER NOT NULL,
    "extractor_version" VARCHAR NOT NULL,
    "rows_in" INTEGER NOT NULL,
    "rows_ok" INTEGER NOT NULL,
    "rows_unchanged" INTEGER NOT NULL,
    "rows_duplicate" INTEGER NOT NULL,
    "rows_rejected" INTEGER NOT NULL
);
COMMENT ON TABLE "loads" IS 'A run that may have changed the tables, with what it read and what became of it.';
COMMENT ON COLUMN "loads"."load_id" IS 'Hash of previous load_id, input hashes, versions and parameters; trying again keeps it';
COMMENT ON COLUMN "loads"."flow" IS 'The flow that ran: ingest, replay, rederive, erase, maintain';
COMMENT ON COLUMN "loads"."flow_run_id" IS 'Prefect''s id of the run';
COMMENT ON COLUMN "loads"."previous_load_id" IS 'The finished load before it';
COMMENT ON COLUMN "loads"."started_at" IS 'When it began';
COMMENT ON COLUMN "loads"."finished_at" IS 'When it ended';
COMMENT ON COLUMN "loads"."status" IS 'running, committed, unchanged (nothing new), failed (given up), interrupted (killed)';
COMMENT ON COLUMN "loads"."error_message" IS 'Why it failed';
COMMENT ON COLUMN "loads"."input_uri" IS 'What was read';
COMMENT ON COLUMN "loads"."input_sha256" IS 'Hash over the inputs'' names and bytes';
COMMENT ON COLUMN "loads"."code_version" IS 'Version of onrecord';
COMMENT ON COLUMN "loads"."schema_version" IS 'Version of the tables';
COMMENT ON COLUMN "loads"."extractor_version" IS 'Version of the extractors, with the hash of model and seeds';
COMMENT ON COLUMN "loads"."rows_in" IS 'Records read: the sum of the four counts below';
COMMENT ON COLUMN "loads"."rows_ok" IS 'New articles and new revisions';
COMMENT ON COLUMN "loads"."rows_unchanged" IS 'Articles that were stored already, word for word';
COMMENT ON COLUMN "loads"."rows_duplicate" IS 'New articles whose body another article has; stored and linked';
COMMENT ON COLUMN "loads"."rows_rejected" IS 'Records that did not pass; kept in rejects';
CREATE TABLE "load_files" (
    "load_id" VARCHAR NOT NULL,
    "snapshot_id" VARCHAR NOT NULL,
    "table_name" VARCHAR NOT NULL,
    "partition" VARCHAR,
    "path" VARCHAR NOT NULL,
    "rows" BIGINT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "sha256" VARCHAR NOT NULL
);
COMMENT ON TABLE "load_files" IS 'A Parquet file of the snapshot.';
COMMENT ON COLUMN "load_files"."load_id" IS 'The load that wrote the file';
COMMENT ON COLUMN "load_files"."snapshot_id" IS 'The snapshot that holds it';
COMMENT ON COLUMN "load_files"."table_name" IS 'Table that it is part of';
COMMENT ON COLUMN "load_files"."partition" IS 'Hive partition: published_month=2026-11; NULL: the table has none';
COMMENT ON COLUMN "load_files"."path" IS 'Path below the snapshot''s folder';
COMMENT ON COLUMN "load_files"."rows" IS 'Rows in the file';
COMMENT ON COLUMN "load_files"."bytes" IS 'Size of the file';
COMMENT ON COLUMN "load_files"."sha256" IS 'SHA-256 of the file';
CREATE TABLE "rejects" (
    "reject_id" VARCHAR NOT NULL,
    "load_id" VARCHAR NOT NULL,
    "input_uri" VARCHAR NOT NULL,
    "source_id" VARCHAR NOT NULL,
    "format" VARCHAR NOT NULL,
    "mapping" VARCHAR,
    "record_index" BIGINT NOT NULL,
    "byte_start" BIGINT,
    "byte_end" BIGINT,
    "payload" VARCHAR,
    "payload_encoding" VARCHAR NOT NULL,
    "payload_bytes" BIGINT NOT NULL,
    "payload_sha256" VARCHAR NOT NULL,
    "error_code" VARCHAR NOT NULL,
    "error_path" VARCHAR NOT NULL,
    "error_message" VARCHAR NOT NULL,
    "status" VARCHAR NOT NULL
);
COMMENT ON TABLE "rejects" IS 'A record that did not pass, kept with its source, position and reason.';
COMMENT ON COLUMN "rejects"."reject_id" IS 'Hash of load, source, position and payload';
COMMENT ON COLUMN "rejects"."load_id" IS 'The load that refused it';
COMMENT ON COLUMN "rejects"."input_uri" IS 'File or stream that it came from';
COMMENT ON COLUMN "rejects"."source_id" IS 'Name of the source, as given with --source';
COMMENT ON COLUMN "rejects"."format" IS 'Reader that read it: text, jsonl, csv, parquet, html';
COMMENT ON COLUMN "rejects"."mapping" IS 'Column names of its load (--map), as JSON; NULL: onrecord''s own';
COMMENT ON COLUMN "rejects"."record_index" IS 'Position in the input, from 0';
COMMENT ON COLUMN "rejects"."byte_start" IS 'Offset of the record in the (uncompressed) input, where known';
COMMENT ON COLUMN "rejects"."byte_end" IS 'Offset behind the record, where known';
COMMENT ON COLUMN "rejects"."payload" IS 'The record as read; NULL beyond the limit (see payload_bytes)';
COMMENT ON COLUMN "rejects"."payload_encoding" IS 'utf-8: payload is the text; base64: payload holds the raw bytes';
COMMENT ON COLUMN "rejects"."payload_bytes" IS 'Size of the whole record in bytes';
COMMENT ON COLUMN "rejects"."payload_sha256" IS 'SHA-256 of the whole record';
COMMENT ON COLUMN "rejects"."error_code" IS 'What is wrong, in one word; the codes are listed in README';
COMMENT ON COLUMN "rejects"."error_path" IS 'Where in the record; empty for the record as a whole';
COMMENT ON COLUMN "rejects"."error_message" IS 'What is wrong and what to do; never the record''s text';
COMMENT ON COLUMN "rejects"."status" IS 'open; replayed: taken again, with a newer reject if it failed again; dropped: given up by a person';
CREATE TABLE "check_results" (
    "load_id" VARCHAR NOT NULL,
    "check_name" VARCHAR NOT NULL,
    "severity" VARCHAR NOT NULL,
    "failing_rows" INTEGER NOT NULL,
    "sample" VARCHAR,
    "checked_at" TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE "check_results" IS 'What a check said about a load.';
COMMENT ON COLUMN "check_results"."load_id" IS 'The load that was checked';
COMMENT ON COLUMN "check_results"."check_name" IS 'Name of the check: its file in warehouse/checks';
COMMENT ON COLUMN "check_results"."severity" IS 'blocking: the load is given up; warning: it goes on';
COMMENT ON COLUMN "check_results"."failing_rows" IS 'Rows that break the rule';
COMMENT ON COLUMN "check_results"."sample" IS 'Keys of up to five of them; never article text';
COMMENT ON COLUMN "check_results"."checked_at" IS 'When it ran';
CREATE TABLE "erasures" (
    "erasure_id" VARCHAR NOT NULL,
    "article_id" VARCHAR NOT NULL,
    "load_id" VARCHAR NOT NULL,
    "reason" VARCHAR NOT NULL,
    "erased_at" TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE "erasures" IS 'An article that was erased on demand.';
COMMENT ON COLUMN "erasures"."erasure_id" IS 'Hash of article and load';
COMMENT ON COLUMN "erasures"."article_id" IS 'The article that is gone';
COMMENT ON COLUMN "erasures"."load_id" IS 'The load that erased it';
COMMENT ON COLUMN "erasures"."reason" IS 'Why, as given';
COMMENT ON COLUMN "erasures"."erased_at" IS 'When it was erased';
CREATE TABLE "schema_migrations" (
    "version" INTEGER NOT NULL,
    "name" VARCHAR NOT NULL,
    "applied_at" TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE "schema_migrations" IS 'A step from one version of the tables to the next.';
COMMENT ON COLUMN "schema_migrations"."version" IS 'Version reached';
COMMENT ON COLUMN "schema_migrations"."name" IS 'Name of the migration';
COMMENT ON COLUMN "schema_migrations"."applied_at" IS 'When it was applied';
