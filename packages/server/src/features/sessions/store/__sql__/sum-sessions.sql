SELECT session_id, sum(steps.errors) AS errors, sum(steps.input) AS input_tokens, sum(steps.output) AS output_tokens,
  sum(steps.tokens) AS tokens, toString(sum(steps.cost)) AS cost_text,
  toUnixTimestamp64Micro(max(steps.last_end)) AS last_end_us
FROM (
    SELECT id, session_id FROM traces FINAL
    WHERE project_id = {p1:String} AND timestamp >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND timestamp < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND session_id IN {p4:Array(String)}
  ) AS one
INNER JOIN (
    SELECT trace_id, countIf(level = 'ERROR') AS errors, sum(input_tokens) AS input, sum(output_tokens) AS output,
      sum(total_tokens) AS tokens, sum(total_cost) AS cost, max(greatest(start_time, ifNull(end_time, start_time))) AS last_end
    FROM observations FINAL
    WHERE project_id = {p1:String} AND start_time >= fromUnixTimestamp64Micro({p5:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p6:Int64}, 'UTC') AND trace_id IN (
      SELECT id FROM traces FINAL WHERE project_id = {p1:String} AND timestamp >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND timestamp < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND session_id IN {p4:Array(String)})
    GROUP BY trace_id
  ) AS steps ON steps.trace_id = one.id
GROUP BY session_id