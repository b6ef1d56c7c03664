SELECT id, toUnixTimestamp64Micro(timestamp) AS timestamp_us, trace_id, observation_id,
    session_id, dataset_run_id, name, data_type, source, value, string_value, comment, metadata, environment, config_id,
    queue_id, author_user_id, execution_trace_id, toUnixTimestamp64Micro(ingested_at) AS ingested_us, 0 AS sort_key
FROM scores FINAL
WHERE project_id = {p1:String} AND timestamp >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND timestamp < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND 1
ORDER BY timestamp DESC, id DESC
LIMIT {p4:Int64} OFFSET {p5:Int64}