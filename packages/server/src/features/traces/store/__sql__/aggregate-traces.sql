SELECT trace_id, count() AS observation_count, countIf(level = 'ERROR') AS error_count,
    countIf(level = 'WARNING') AS warning_count, ['DEBUG', 'DEFAULT', 'WARNING', 'ERROR'][max(indexOf(['DEBUG', 'DEFAULT', 'WARNING', 'ERROR'], level))] AS worst_level, (toUnixTimestamp64Micro(max(greatest(start_time, ifNull(end_time, start_time)))) - toUnixTimestamp64Micro(min(start_time))) / 1000000 AS latency,
    sum(input_tokens) AS sum_input_tokens, sum(output_tokens) AS sum_output_tokens,
    sum(total_tokens) AS sum_total_tokens, toString(sum(total_cost)) AS sum_total_cost
FROM (
  SELECT trace_id, start_time, end_time, level, input_tokens, output_tokens, total_tokens, total_cost, is_deleted
  FROM observations
  WHERE project_id = {p1:String} AND start_time >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND trace_id IN {p4:Array(String)}
  ORDER BY row_version DESC LIMIT 1 BY toStartOfMinute(start_time), trace_id, id
)
WHERE is_deleted = 0
GROUP BY trace_id
-- p1 = "project"
-- p2 = 1763596400000000
-- p3 = 1764304800000000
-- p4 = ["t"]
