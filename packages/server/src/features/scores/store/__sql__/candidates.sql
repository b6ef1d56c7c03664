SELECT id, toUnixTimestamp64Micro(timestamp) AS timestamp_us, toFloat64(0) AS sort_key FROM scores
WHERE project_id = {p1:String} AND timestamp >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND timestamp < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND 1 AND trace_id NOT IN (SELECT id FROM hidden_telemetry FINAL
    WHERE project_id = {p1:String} AND kind = 'trace' AND state IN ('hidden', 'purging')) AND is_deleted = 0
ORDER BY timestamp DESC, id DESC LIMIT {p4:Int64}