-- safe online
-- A kept segment can be read again. `reading` counts how often that was asked for and is part of the versions of the
-- rows that come of it, so that the latest reading wins; `replay_id` is set while that reading is still to be done.
ALTER TABLE ingestion_segments
    ADD COLUMN reading   integer NOT NULL DEFAULT 0,
    ADD COLUMN replay_id text;

CREATE INDEX ingestion_segments_of_replay ON ingestion_segments (replay_id, key) WHERE replay_id IS NOT NULL;

-- Who had a range of time read again, and how it went.
CREATE TABLE ingestion_replays (
    id           text PRIMARY KEY,
    project_id   text NOT NULL,
    from_time    timestamptz,
    to_time      timestamptz,
    segments     bigint NOT NULL,
    events       bigint NOT NULL,
    size_bytes   bigint NOT NULL,
    failed       bigint NOT NULL DEFAULT 0,
    last_error   text,
    requested_by text NOT NULL,
    requested_at timestamptz NOT NULL DEFAULT now(),
    worked_at    timestamptz NOT NULL DEFAULT now(),
    finished_at  timestamptz
);

CREATE UNIQUE INDEX ingestion_replays_running ON ingestion_replays (project_id) WHERE finished_at IS NULL;
CREATE INDEX ingestion_replays_by_project ON ingestion_replays (project_id, requested_at);
