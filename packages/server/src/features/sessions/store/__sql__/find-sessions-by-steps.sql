SELECT session_id, toUnixTimestamp64Micro(min(timestamp)) AS first_us,
  toUnixTimestamp64Micro(max(timestamp)) AS last_us, count() AS trace_count,
  groupUniqArrayIf(100)(user_id, user_id != '') AS user_ids, argMax(environment, timestamp) AS last_environment,
  toFloat64(sum(steps.cost)) AS sort_key
FROM (
    SELECT id, session_id, timestamp, user_id, environment FROM traces FINAL
    WHERE project_id = {p1:String} AND timestamp >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND timestamp < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND session_id != '' AND 1
  ) AS one LEFT JOIN (
    SELECT trace_id, countIf(level = 'ERROR') AS errors, sum(total_tokens) AS tokens, sum(total_cost) AS cost,
      max(greatest(start_time, ifNull(end_time, start_time))) AS last_end
    FROM observations FINAL WHERE project_id = {p1:String} AND start_time >= fromUnixTimestamp64Micro({p4:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p5:Int64}, 'UTC') GROUP BY trace_id
  ) AS steps ON steps.trace_id = id
GROUP BY session_id HAVING 1
ORDER BY sort_key ASC, session_id ASC
LIMIT {p6:Int64} OFFSET {p7:Int64}