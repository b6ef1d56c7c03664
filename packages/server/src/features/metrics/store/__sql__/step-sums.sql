SELECT multiIf(grouping(bar_us) = 0, 'bar', grouping(model) = 0, 'model', grouping(environment) = 0, 'environment', 'all') AS part,
  bar_us, model, environment, count() AS steps, countIf(level = 'ERROR') AS errors, sum(input_tokens) AS input_tokens,
  sum(output_tokens) AS output_tokens, sum(total_tokens) AS tokens, toString(sum(total_cost)) AS cost
FROM (
  SELECT intDiv(toUnixTimestamp64Micro(start_time), {p1:Int64}) * {p1:Int64} AS bar_us,
    model, environment, level, input_tokens, output_tokens, total_tokens, total_cost
  FROM observations FINAL WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') AND environment IN {p5:Array(String)}
)
GROUP BY GROUPING SETS ((bar_us), (model), (environment), ())
ORDER BY part, sum(total_cost) DESC, steps DESC, model, environment LIMIT {p6:Int64} BY part