SELECT trace_id, id, toUnixTimestamp64Micro(start_time) AS start_us, 0 AS sort_key
FROM observations FINAL
WHERE project_id = {p1:String} AND start_time >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND environment = 'production'
ORDER BY start_time DESC, xxHash32(trace_id) DESC, trace_id DESC, id DESC
LIMIT {p4:Int64} OFFSET {p5:Int64}
-- p1 = "project"
-- p2 = 1763600000000000
-- p3 = 1763700000000000
-- p4 = 51
-- p5 = 0
