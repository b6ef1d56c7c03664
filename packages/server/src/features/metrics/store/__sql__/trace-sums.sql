SELECT multiIf(grouping(bar_us) = 0, 'bar', grouping(name) = 0, 'name', grouping(environment) = 0, 'environment', 'all') AS part,
  bar_us, name, environment, count() AS traces, uniqIf(user_id, user_id != '') AS users, sum(steps.errors) AS errors,
  toString(sum(steps.cost)) AS cost, quantilesTDigestIf(0.5, 0.95)(steps.latency_us, steps.found = 1) AS latency
FROM (
  SELECT id, name, environment, user_id, intDiv(toUnixTimestamp64Micro(timestamp), {p1:Int64}) * {p1:Int64} AS bar_us
  FROM traces FINAL WHERE project_id = {p2:String} AND timestamp >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND timestamp < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') AND environment IN {p5:Array(String)}
) AS own
LEFT JOIN (
  SELECT trace_id, 1 AS found, countIf(level = 'ERROR') AS errors, sum(total_cost) AS cost,
    toUnixTimestamp64Micro(max(greatest(start_time, ifNull(end_time, start_time)))) - toUnixTimestamp64Micro(min(start_time)) AS latency_us
  FROM observations FINAL WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p6:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p7:Int64}, 'UTC') GROUP BY trace_id
) AS steps ON steps.trace_id = own.id
GROUP BY GROUPING SETS ((bar_us), (name), (environment), ())
ORDER BY part, traces DESC, name, environment LIMIT {p8:Int64} BY part