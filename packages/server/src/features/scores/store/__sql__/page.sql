SELECT id, toUnixTimestamp64Micro(timestamp) AS timestamp_us, trace_id, observation_id,
    session_id, dataset_run_id, name, data_type, source, value, string_value, comment, metadata, environment, config_id,
    queue_id, author_user_id, execution_trace_id, toUnixTimestamp64Micro(ingested_at) AS ingested_us, toFloat64(0) AS sort_key FROM scores FINAL
WHERE project_id = {p1:String} AND timestamp >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND timestamp < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND (name IN {p4:Array(String)} AND data_type IN {p5:Array(String)} AND (string_value = {p6:String}) AND ifNull(value >= {p7:Float64}, 0) AND trace_id != '' AND metadata[{p8:String}] = {p9:String}) AND trace_id NOT IN (SELECT id FROM hidden_telemetry FINAL
    WHERE project_id = {p1:String} AND kind = 'trace' AND state IN ('hidden', 'purging'))
ORDER BY timestamp DESC, id DESC LIMIT {p10:Int64} OFFSET {p10:Int64}