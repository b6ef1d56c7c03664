-- safe online
CREATE TABLE IF NOT EXISTS scores {{on_cluster}}
(
    project_id          String,
    id                  String CODEC(ZSTD(1)),
    timestamp           DateTime64(6, 'UTC') CODEC(DoubleDelta, ZSTD(1)),
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
    ingested_at         DateTime64(6, 'UTC') CODEC(DoubleDelta, ZSTD(1)),
    row_version         UInt64 CODEC(ZSTD(1)),
    is_deleted          UInt8 DEFAULT 0,
    INDEX by_id id TYPE bloom_filter(0.01) GRANULARITY 1,
    INDEX by_trace trace_id TYPE bloom_filter(0.01) GRANULARITY 1,
    INDEX by_session session_id TYPE bloom_filter(0.01) GRANULARITY 1
)
ENGINE = {{engine:ReplacingMergeTree(row_version, is_deleted)}}
PARTITION BY toYYYYMM(timestamp)
ORDER BY (project_id, toDate(timestamp), name, id)
SETTINGS index_granularity = 8192, index_granularity_bytes = 67108864;
