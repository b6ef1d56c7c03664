-- safe online
-- A score may be sent again under its id with another time, name or subject, and is written without a read. So the id
-- alone is the key, and nothing partitions by time: the newest version replaces every other wherever it is. Scores are
-- few and small beside observations; short granules and sharp filters make up for ids that lie in no useful order.
CREATE TABLE IF NOT EXISTS scores {{on_cluster}}
(
    project_id          String,
    id                  String CODEC(ZSTD(1)),
    timestamp           DateTime64(6, 'UTC') CODEC(ZSTD(1)),
    trace_id            String CODEC(ZSTD(1)),
    observation_id      String CODEC(ZSTD(1)),
    session_id          String CODEC(ZSTD(1)),
    dataset_run_id      String CODEC(ZSTD(1)),
    name                LowCardinality(String),
    data_type           LowCardinality(String),
    source              LowCardinality(String),
    value               Nullable(Float64),
    string_value        String CODEC(ZSTD(1)),
    comment             String CODEC(ZSTD(1)),
    metadata            Map(LowCardinality(String), String) CODEC(ZSTD(3)),
    environment         LowCardinality(String),
    config_id           String CODEC(ZSTD(1)),
    queue_id            String CODEC(ZSTD(1)),
    author_user_id      String CODEC(ZSTD(1)),
    execution_trace_id  String CODEC(ZSTD(1)),
    api_key_id          LowCardinality(String),
    ingested_at         DateTime64(6, 'UTC') CODEC(ZSTD(1)),
    row_version         UInt64 CODEC(ZSTD(1)),
    is_deleted          UInt8 DEFAULT 0,
    INDEX by_trace trace_id TYPE bloom_filter(0.001) GRANULARITY 1,
    INDEX by_session session_id TYPE bloom_filter(0.001) GRANULARITY 1,
    INDEX by_run dataset_run_id TYPE bloom_filter(0.001) GRANULARITY 1
)
ENGINE = {{engine:ReplacingMergeTree(row_version, is_deleted)}}
ORDER BY (project_id, id)
SETTINGS index_granularity = 1024;
