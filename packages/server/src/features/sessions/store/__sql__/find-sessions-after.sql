SELECT session_id, toUnixTimestamp64Micro(min(timestamp)) AS first_us,
  toUnixTimestamp64Micro(max(timestamp)) AS last_us, count() AS trace_count,
  groupUniqArrayIf(100)(user_id, user_id != '') AS user_ids, argMax(environment, timestamp) AS last_environment,
  toFloat64(last_us) AS sort_key
FROM (
    SELECT id, session_id, timestamp, user_id, environment FROM traces FINAL
    WHERE project_id = {p1:String} AND timestamp >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND timestamp < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND session_id != '' AND 1
  ) AS one
GROUP BY session_id HAVING 1 AND (sort_key, session_id) < ({p4:Float64}, {p5:String})
ORDER BY sort_key DESC, session_id DESC
LIMIT {p6:Int64} OFFSET {p7:Int64}