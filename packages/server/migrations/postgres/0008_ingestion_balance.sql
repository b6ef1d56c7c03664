-- safe online
-- A segment remembers what it has added to the counts, so that processing it again adds only what changed.
ALTER TABLE ingestion_segments
    ADD COLUMN events  bigint NOT NULL DEFAULT 0,
    ADD COLUMN counted jsonb  NOT NULL DEFAULT '{}';

CREATE INDEX ingestion_segments_waiting_of_project ON ingestion_segments (project_id, key) WHERE committed_at IS NULL;
CREATE INDEX ingestion_segments_committed ON ingestion_segments (committed_at) WHERE committed_at IS NOT NULL;

-- Counts so far mixed events with changes and were gathered in memory: they cannot be made to add up.
DELETE FROM ingestion_counts;
ALTER TABLE ingestion_counts RENAME COLUMN hour TO minute;

ALTER TABLE ingestion_dead_letters
    ADD COLUMN events       bigint NOT NULL DEFAULT 1,
    ADD COLUMN attempts     integer NOT NULL DEFAULT 1,
    ADD COLUMN retried_at   timestamptz,
    ADD COLUMN discarded_at timestamptz;

CREATE INDEX ingestion_dead_letters_by_segment ON ingestion_dead_letters (segment);
