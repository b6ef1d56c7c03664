SELECT trace_id, id, toUnixTimestamp64Micro(start_time) AS start_us, total_tokens AS sort_key
FROM observations FINAL
WHERE project_id = {p1:String} AND start_time >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND environment = 'production' AND (total_tokens, start_time, xxHash32(trace_id), trace_id, id) < ({p4:Float64}, fromUnixTimestamp64Micro({p5:Int64}, 'UTC'), xxHash32({p6:String}), {p6:String}, {p7:String})
ORDER BY sort_key DESC, start_time DESC, xxHash32(trace_id) DESC, trace_id DESC, id DESC
LIMIT {p8:Int64} OFFSET {p9:Int64}
-- p1 = "project"
-- p2 = 1763600000000000
-- p3 = 1763700000000000
-- p4 = 12
-- p5 = 1763600000000001
-- p6 = "t"
-- p7 = "o"
-- p8 = 51
-- p9 = 0
