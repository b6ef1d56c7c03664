SELECT trace_id, arrayMap(one -> one.2, groupArraySorted({p1:Int64})((start_time, id))) AS ids FROM (
  SELECT trace_id, id, start_time, is_deleted FROM observations
  WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') AND trace_id IN {p5:Array(String)}
  ORDER BY row_version DESC LIMIT 1 BY toStartOfMinute(start_time), trace_id, id
)
WHERE is_deleted = 0 GROUP BY trace_id
-- p1 = 10000
-- p2 = "project"
-- p3 = 1763596400000000
-- p4 = 1764304800000000
-- p5 = ["t"]
