-- safe online
-- What the journal sealed and what became of it. The blob is the truth; this is how far the work on it has come.
CREATE TABLE ingestion_segments (
    key          text PRIMARY KEY,
    project_id   text NOT NULL,
    size_bytes   bigint NOT NULL,
    frames       integer,
    sealed_at    timestamptz NOT NULL DEFAULT now(),
    committed_at timestamptz,
    attempts     integer NOT NULL DEFAULT 0,
    last_error   text
);

CREATE INDEX ingestion_segments_waiting ON ingestion_segments (sealed_at) WHERE committed_at IS NULL;
CREATE INDEX ingestion_segments_by_project ON ingestion_segments (project_id, sealed_at);

-- What was received and what became of it, per project, hour, outcome and reason: the balance of ingestion.
CREATE TABLE ingestion_counts (
    project_id text NOT NULL,
    hour       timestamptz NOT NULL,
    outcome    text NOT NULL,
    reason     text NOT NULL,
    count      bigint NOT NULL,
    PRIMARY KEY (project_id, hour, outcome, reason)
);

-- Single events that the store refused, kept with the reason until a person looks at them.
CREATE TABLE ingestion_dead_letters (
    id         text PRIMARY KEY,
    project_id text NOT NULL,
    segment    text NOT NULL,
    entity     text NOT NULL,
    entity_id  text NOT NULL,
    reason     text NOT NULL,
    payload    text NOT NULL,
    at         timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX ingestion_dead_letters_by_project ON ingestion_dead_letters (project_id, at);
