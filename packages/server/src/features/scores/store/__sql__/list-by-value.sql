SELECT id, toUnixTimestamp64Micro(timestamp) AS timestamp_us, trace_id, observation_id,
    session_id, dataset_run_id, name, data_type, source, value, string_value, comment, metadata, environment, config_id,
    queue_id, author_user_id, execution_trace_id, toUnixTimestamp64Micro(ingested_at) AS ingested_us, toFloat64(value) AS sort_key
FROM scores FINAL
WHERE project_id = {p1:String} AND timestamp >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND timestamp < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND 1 AND (toFloat64(value), timestamp, id) > ({p4:Float64}, fromUnixTimestamp64Micro({p5:Int64}, 'UTC'), {p6:String})
ORDER BY value ASC, timestamp ASC, id ASC
LIMIT {p7:Int64} OFFSET {p8:Int64}