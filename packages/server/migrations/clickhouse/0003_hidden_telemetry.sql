-- safe online
-- Which traces and scores an operation hides; every read of telemetry leaves them out. Of one id and operation the
-- highest version counts: hidden (1), then either restored (2), or purging (2) and purged (3). A purged id is a
-- tombstone: what still arrives for it is dropped.
CREATE TABLE IF NOT EXISTS hidden_telemetry {{on_cluster}}
(
    project_id          String,
    kind                LowCardinality(String),
    id                  String CODEC(ZSTD(1)),
    deletion_id         String CODEC(ZSTD(1)),
    state               LowCardinality(String),
    changed_at          DateTime64(6, 'UTC') CODEC(ZSTD(1)),
    version             UInt8,
    INDEX by_deletion deletion_id TYPE bloom_filter(0.01) GRANULARITY 1
)
ENGINE = {{engine:ReplacingMergeTree(version)}}
ORDER BY (project_id, kind, id, deletion_id)
SETTINGS index_granularity = 1024;
