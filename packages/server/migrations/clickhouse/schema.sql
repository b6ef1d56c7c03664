-- Dumped from the migrated schema; written by `npm run generate`, never by hand.

CREATE TABLE hidden_telemetry
(
    `project_id` String,
    `kind` LowCardinality(String),
    `id` String CODEC(ZSTD(1)),
    `deletion_id` String CODEC(ZSTD(1)),
    `state` LowCardinality(String),
    `changed_at` DateTime64(6, 'UTC') CODEC(ZSTD(1)),
    `version` UInt8,
    INDEX by_deletion deletion_id TYPE bloom_filter(0.01) GRANULARITY 1
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (project_id, kind, id, deletion_id)
SETTINGS index_granularity = 1024;

CREATE TABLE observations
(
    `project_id` String,
    `trace_id` String CODEC(ZSTD(1)),
    `id` String CODEC(ZSTD(1)),
    `parent_id` String CODEC(ZSTD(1)),
    `is_root` Bool,
    `type` LowCardinality(String),
    `name` LowCardinality(String),
    `start_time` DateTime64(6, 'UTC') CODEC(DoubleDelta, ZSTD(1)),
    `end_time` Nullable(DateTime64(6, 'UTC')) CODEC(ZSTD(1)),
    `completion_start_time` Nullable(DateTime64(6, 'UTC')) CODEC(ZSTD(1)),
    `level` LowCardinality(String),
    `status_message` String CODEC(ZSTD(1)),
    `environment` LowCardinality(String),
    `release` LowCardinality(String),
    `version` LowCardinality(String),
    `trace_name` LowCardinality(String),
    `user_id` String CODEC(ZSTD(1)),
    `session_id` String CODEC(ZSTD(1)),
    `tags` Array(LowCardinality(String)),
    `model` LowCardinality(String),
    `model_id` LowCardinality(String),
    `model_parameters` String CODEC(ZSTD(1)),
    `prompt_id` String CODEC(ZSTD(1)),
    `prompt_name` LowCardinality(String),
    `prompt_version` Nullable(UInt32),
    `provided_usage` Map(LowCardinality(String), UInt64),
    `usage` Map(LowCardinality(String), UInt64),
    `provided_cost` Map(LowCardinality(String), Decimal(18, 12)),
    `cost` Map(LowCardinality(String), Decimal(18, 12)),
    `cost_lines` String CODEC(ZSTD(1)),
    `pricing_tier` LowCardinality(String),
    `input_tokens` UInt64 MATERIALIZED arraySum(mapValues(mapFilter((k, v) -> startsWith(k, 'input'), usage))),
    `output_tokens` UInt64 MATERIALIZED arraySum(mapValues(mapFilter((k, v) -> startsWith(k, 'output'), usage))),
    `total_tokens` UInt64 MATERIALIZED usage['total'],
    `input_cost` Decimal(38, 12) MATERIALIZED arraySum(mapValues(mapFilter((k, v) -> startsWith(k, 'input'), cost))),
    `output_cost` Decimal(38, 12) MATERIALIZED arraySum(mapValues(mapFilter((k, v) -> startsWith(k, 'output'), cost))),
    `total_cost` Decimal(18, 12) MATERIALIZED cost['total'],
    `tool_definitions` Map(LowCardinality(String), String),
    `tool_calls` Array(String),
    `tool_call_names` Array(LowCardinality(String)),
    `input` Nullable(String) CODEC(ZSTD(3)),
    `output` Nullable(String) CODEC(ZSTD(3)),
    `metadata` Map(LowCardinality(String), String) CODEC(ZSTD(3)),
    `input_preview` String MATERIALIZED leftUTF8(ifNull(input, ''), 200) CODEC(ZSTD(1)),
    `output_preview` String MATERIALIZED leftUTF8(ifNull(output, ''), 200) CODEC(ZSTD(1)),
    `input_length` Nullable(UInt64) MATERIALIZED length(input),
    `output_length` Nullable(UInt64) MATERIALIZED length(output),
    `source` LowCardinality(String),
    `scope_name` LowCardinality(String),
    `sdk_name` LowCardinality(String),
    `sdk_version` LowCardinality(String),
    `api_key_id` LowCardinality(String),
    `mapped_from` Map(LowCardinality(String), LowCardinality(String)),
    `flags` Array(LowCardinality(String)),
    `ingested_at` DateTime64(6, 'UTC') CODEC(DoubleDelta, ZSTD(1)),
    `row_version` UInt64 CODEC(ZSTD(1)),
    `is_deleted` UInt8 DEFAULT 0,
    INDEX by_trace trace_id TYPE bloom_filter(0.001) GRANULARITY 1,
    INDEX by_id id TYPE bloom_filter(0.01) GRANULARITY 1,
    INDEX by_user user_id TYPE bloom_filter(0.01) GRANULARITY 1,
    INDEX by_session session_id TYPE bloom_filter(0.01) GRANULARITY 1,
    INDEX by_ingested ingested_at TYPE minmax GRANULARITY 1,
    INDEX words_in_input lower(ifNull(input, '')) TYPE text(tokenizer = 'splitByNonAlpha') GRANULARITY 100000000,
    INDEX words_in_output lower(ifNull(output, '')) TYPE text(tokenizer = 'splitByNonAlpha') GRANULARITY 100000000
)
ENGINE = ReplacingMergeTree(row_version, is_deleted)
PARTITION BY toYYYYMM(start_time)
PRIMARY KEY (project_id, toStartOfMinute(start_time), xxHash32(trace_id))
ORDER BY (project_id, toStartOfMinute(start_time), xxHash32(trace_id), id)
SETTINGS index_granularity = 8192, min_bytes_for_wide_part = 134217728, vertical_merge_algorithm_min_rows_to_activate = 1, vertical_merge_algorithm_min_columns_to_activate = 1;

CREATE TABLE schema_migrations
(
    `version` UInt32,
    `statement` UInt32,
    `checksum` String,
    `at_ms` UInt64
)
ENGINE = ReplacingMergeTree
ORDER BY (version, statement, checksum)
SETTINGS index_granularity = 8192;

CREATE TABLE scores
(
    `project_id` String,
    `id` String CODEC(ZSTD(1)),
    `timestamp` DateTime64(6, 'UTC') CODEC(ZSTD(1)),
    `trace_id` String CODEC(ZSTD(1)),
    `observation_id` String CODEC(ZSTD(1)),
    `session_id` String CODEC(ZSTD(1)),
    `dataset_run_id` String CODEC(ZSTD(1)),
    `name` LowCardinality(String),
    `data_type` LowCardinality(String),
    `source` LowCardinality(String),
    `value` Nullable(Float64),
    `string_value` String CODEC(ZSTD(1)),
    `comment` String CODEC(ZSTD(1)),
    `metadata` Map(LowCardinality(String), String) CODEC(ZSTD(3)),
    `environment` LowCardinality(String),
    `config_id` String CODEC(ZSTD(1)),
    `queue_id` String CODEC(ZSTD(1)),
    `author_user_id` String CODEC(ZSTD(1)),
    `execution_trace_id` String CODEC(ZSTD(1)),
    `api_key_id` LowCardinality(String),
    `ingested_at` DateTime64(6, 'UTC') CODEC(ZSTD(1)),
    `row_version` UInt64 CODEC(ZSTD(1)),
    `is_deleted` UInt8 DEFAULT 0,
    INDEX by_trace trace_id TYPE bloom_filter(0.001) GRANULARITY 1,
    INDEX by_session session_id TYPE bloom_filter(0.001) GRANULARITY 1,
    INDEX by_run dataset_run_id TYPE bloom_filter(0.001) GRANULARITY 1
)
ENGINE = ReplacingMergeTree(row_version, is_deleted)
ORDER BY (project_id, id)
SETTINGS index_granularity = 1024;

CREATE TABLE telemetry_changes
(
    `project_id` String,
    `entity_id` String CODEC(ZSTD(1)),
    `entity` LowCardinality(String),
    `change_id` String CODEC(ZSTD(1)),
    `change` String CODEC(ZSTD(3)),
    `ingested_at` DateTime64(6, 'UTC') CODEC(DoubleDelta, ZSTD(1))
)
ENGINE = ReplacingMergeTree
ORDER BY (project_id, entity_id, entity, change_id)
SETTINGS index_granularity = 256;

CREATE TABLE traces
(
    `project_id` String,
    `id` String CODEC(ZSTD(1)),
    `timestamp` DateTime64(6, 'UTC') CODEC(DoubleDelta, ZSTD(1)),
    `name` LowCardinality(String),
    `user_id` String CODEC(ZSTD(1)),
    `session_id` String CODEC(ZSTD(1)),
    `tags` Array(LowCardinality(String)),
    `release` LowCardinality(String),
    `version` LowCardinality(String),
    `environment` LowCardinality(String),
    `is_public` Bool,
    `bookmarked` Bool,
    `input` Nullable(String) CODEC(ZSTD(3)),
    `output` Nullable(String) CODEC(ZSTD(3)),
    `metadata` Map(LowCardinality(String), String) CODEC(ZSTD(3)),
    `input_preview` String MATERIALIZED leftUTF8(ifNull(input, ''), 200) CODEC(ZSTD(1)),
    `output_preview` String MATERIALIZED leftUTF8(ifNull(output, ''), 200) CODEC(ZSTD(1)),
    `input_length` Nullable(UInt64) MATERIALIZED length(input),
    `output_length` Nullable(UInt64) MATERIALIZED length(output),
    `ingested_at` DateTime64(6, 'UTC') CODEC(DoubleDelta, ZSTD(1)),
    `row_version` UInt64 CODEC(ZSTD(1)),
    `is_deleted` UInt8 DEFAULT 0,
    INDEX by_id id TYPE bloom_filter(0.01) GRANULARITY 1,
    INDEX by_user user_id TYPE bloom_filter(0.01) GRANULARITY 1,
    INDEX by_session session_id TYPE bloom_filter(0.01) GRANULARITY 1
)
ENGINE = ReplacingMergeTree(row_version, is_deleted)
PARTITION BY toYYYYMM(timestamp)
PRIMARY KEY (project_id, toStartOfMinute(timestamp))
ORDER BY (project_id, toStartOfMinute(timestamp), id)
SETTINGS index_granularity = 8192, min_bytes_for_wide_part = 134217728, vertical_merge_algorithm_min_rows_to_activate = 1, vertical_merge_algorithm_min_columns_to_activate = 1;
