SELECT toUnixTimestamp64Micro(timestamp) AS first_us FROM traces
WHERE project_id = {p1:String} AND timestamp >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND timestamp < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND is_deleted = 0
ORDER BY project_id, toStartOfMinute(timestamp) LIMIT 1