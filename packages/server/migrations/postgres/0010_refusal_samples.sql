-- safe online
-- What was refused, as it came: the latest few of each reason, cut to a bounded size, for a week.
CREATE TABLE ingestion_refusal_samples (
    id          text PRIMARY KEY,
    project_id  text NOT NULL,
    reason      text NOT NULL,
    at          timestamptz NOT NULL,
    form        text NOT NULL,
    detail      text NOT NULL,
    sample      text NOT NULL,
    size_bytes  bigint NOT NULL,
    public_key  text NOT NULL,
    sdk_name    text NOT NULL,
    sdk_version text NOT NULL
);

CREATE INDEX ingestion_refusal_samples_by_reason ON ingestion_refusal_samples (project_id, reason, at);
CREATE INDEX ingestion_refusal_samples_by_time ON ingestion_refusal_samples (at);
