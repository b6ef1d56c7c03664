-- safe online
-- What exports by time of storing rest on (docs/adr/0023): every reading of a segment has a time of its own, which its
-- rows carry, and how far each process has told of what it accepted is known.
ALTER TABLE ingestion_segments
    ADD COLUMN read_us      bigint[] NOT NULL DEFAULT '{}',
    ADD COLUMN reading_done integer  NOT NULL DEFAULT 0;
UPDATE ingestion_segments SET reading_done = reading WHERE reading > 0;
CREATE INDEX ingestion_segments_reread ON ingestion_segments (project_id) WHERE reading_done < reading;

CREATE TABLE ingestion_intakes (
    id         text PRIMARY KEY,
    settled_ms bigint NOT NULL,
    beat_at    timestamptz NOT NULL DEFAULT now()
);

-- A schedule delivers what was stored of a project to a place outside, part by part, each by an export run.
CREATE TABLE blob_exports (
    project_id      text PRIMARY KEY REFERENCES projects (id),
    kind            text NOT NULL CHECK (kind IN ('folder', 's3', 'gcs', 'azure')),
    bucket          text NOT NULL,
    region          text NOT NULL DEFAULT '',
    endpoint        text,
    force_path_style boolean NOT NULL DEFAULT false,
    access_key_id   text,
    secret          bytea,
    prefix          text NOT NULL DEFAULT '',
    frequency       text NOT NULL CHECK (frequency IN ('every_20_minutes', 'hourly', 'daily', 'weekly')),
    mode            text NOT NULL CHECK (mode IN ('FULL_HISTORY', 'FROM_TODAY', 'FROM_CUSTOM_DATE')),
    start_at        timestamptz,
    tables          text[] NOT NULL,
    field_groups    text[] NOT NULL DEFAULT '{}',
    source          text NOT NULL DEFAULT 'OBSERVATIONS_V2',
    format          text NOT NULL CHECK (format IN ('parquet', 'jsonl', 'csv', 'json')),
    compression     text NOT NULL CHECK (compression IN ('none', 'gzip', 'zstd')),
    enabled         boolean NOT NULL DEFAULT true,
    -- What was stored before is delivered.
    synced_until    timestamptz NOT NULL,
    synced_at       timestamptz,
    -- The part in hand, by the time of storing: written down before anything of it is done, and kept until it is delivered.
    window_kind     text CHECK (window_kind IN ('scheduled', 'backfill')),
    window_from     timestamptz,
    window_until    timestamptz,
    run_id          text,
    -- When to look for the next part, or to try this one again.
    next_at         timestamptz NOT NULL DEFAULT now(),
    failures        integer NOT NULL DEFAULT 0,
    last_error      text,
    last_error_at   timestamptz,
    created_at      timestamptz NOT NULL DEFAULT now(),
    updated_at      timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX blob_exports_due ON blob_exports (next_at) WHERE enabled AND run_id IS NULL;

