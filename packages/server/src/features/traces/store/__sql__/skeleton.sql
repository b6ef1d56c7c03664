SELECT * FROM (
  SELECT id, parent_id, name, type, level, model, toUnixTimestamp64Micro(start_time) AS start_us,
    toUnixTimestamp64Micro(end_time) AS end_us, toUnixTimestamp64Micro(completion_start_time) AS completion_start_us,
    toFloat64(total_cost) AS cost_usd, input_tokens, output_tokens, total_tokens, is_deleted
  FROM observations
  WHERE project_id = {p1:String} AND trace_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC')
  ORDER BY row_version DESC LIMIT 1 BY toStartOfMinute(start_time), trace_id, id
)
WHERE is_deleted = 0 AND (start_us, id) > ({p3:Int64}, {p4:String}) ORDER BY start_us, id LIMIT {p5:Int64}
-- p1 = "project"
-- p2 = "t"
-- p3 = 1
-- p4 = "o"
-- p5 = 10001
