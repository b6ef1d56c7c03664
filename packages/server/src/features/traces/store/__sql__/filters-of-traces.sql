-- timestamp >
timestamp > fromUnixTimestamp64Micro({p1:Int64}, 'UTC')
-- timestamp >=
timestamp >= fromUnixTimestamp64Micro({p1:Int64}, 'UTC')
-- timestamp <
timestamp < fromUnixTimestamp64Micro({p1:Int64}, 'UTC')
-- timestamp <=
timestamp <= fromUnixTimestamp64Micro({p1:Int64}, 'UTC')
-- name =
name = {p1:String}
-- name !=
name != {p1:String}
-- name contains
(position(name, {p1:String}) > 0)
-- name does not contain
NOT (position(name, {p1:String}) > 0)
-- name starts with
startsWith(name, {p1:String})
-- name ends with
endsWith(name, {p1:String})
-- name any of
name IN {p1:Array(String)}
-- name none of
name NOT IN {p1:Array(String)}
-- name is null
name = ''
-- name is not null
name != ''
-- level =
(if('DEFAULT' = {p1:String}, id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ['DEBUG', 'DEFAULT', 'WARNING', 'ERROR'][max(indexOf(['DEBUG', 'DEFAULT', 'WARNING', 'ERROR'], level))] = {p1:String}), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ['DEBUG', 'DEFAULT', 'WARNING', 'ERROR'][max(indexOf(['DEBUG', 'DEFAULT', 'WARNING', 'ERROR'], level))] = {p1:String})))
-- level !=
(if('DEFAULT' != {p1:String}, id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ['DEBUG', 'DEFAULT', 'WARNING', 'ERROR'][max(indexOf(['DEBUG', 'DEFAULT', 'WARNING', 'ERROR'], level))] != {p1:String}), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ['DEBUG', 'DEFAULT', 'WARNING', 'ERROR'][max(indexOf(['DEBUG', 'DEFAULT', 'WARNING', 'ERROR'], level))] != {p1:String})))
-- level any of
(if('DEFAULT' IN {p1:Array(String)}, id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ['DEBUG', 'DEFAULT', 'WARNING', 'ERROR'][max(indexOf(['DEBUG', 'DEFAULT', 'WARNING', 'ERROR'], level))] IN {p1:Array(String)}), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ['DEBUG', 'DEFAULT', 'WARNING', 'ERROR'][max(indexOf(['DEBUG', 'DEFAULT', 'WARNING', 'ERROR'], level))] IN {p1:Array(String)})))
-- level none of
(if('DEFAULT' NOT IN {p1:Array(String)}, id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ['DEBUG', 'DEFAULT', 'WARNING', 'ERROR'][max(indexOf(['DEBUG', 'DEFAULT', 'WARNING', 'ERROR'], level))] NOT IN {p1:Array(String)}), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ['DEBUG', 'DEFAULT', 'WARNING', 'ERROR'][max(indexOf(['DEBUG', 'DEFAULT', 'WARNING', 'ERROR'], level))] NOT IN {p1:Array(String)})))
-- input contains
(positionCaseInsensitiveUTF8(ifNull(input, ''), {p1:String}) > 0)
-- input does not contain
NOT (positionCaseInsensitiveUTF8(ifNull(input, ''), {p1:String}) > 0)
-- input matches
hasAllTokens(lower(ifNull(input, '')), {p1:Array(String)})
-- input =
ifNull(input, '') = {p1:String}
-- input !=
ifNull(input, '') != {p1:String}
-- input starts with
startsWith(ifNull(input, ''), {p1:String})
-- input ends with
endsWith(ifNull(input, ''), {p1:String})
-- input is null
ifNull(input, '') = ''
-- input is not null
ifNull(input, '') != ''
-- output contains
(positionCaseInsensitiveUTF8(ifNull(output, ''), {p1:String}) > 0)
-- output does not contain
NOT (positionCaseInsensitiveUTF8(ifNull(output, ''), {p1:String}) > 0)
-- output matches
hasAllTokens(lower(ifNull(output, '')), {p1:Array(String)})
-- output =
ifNull(output, '') = {p1:String}
-- output !=
ifNull(output, '') != {p1:String}
-- output starts with
startsWith(ifNull(output, ''), {p1:String})
-- output ends with
endsWith(ifNull(output, ''), {p1:String})
-- output is null
ifNull(output, '') = ''
-- output is not null
ifNull(output, '') != ''
-- latency =
(if(ifNull(toFloat64(CAST(NULL, 'Nullable(Float64)')) = {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64((toUnixTimestamp64Micro(max(greatest(start_time, ifNull(end_time, start_time)))) - toUnixTimestamp64Micro(min(start_time))) / 1000000) = {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64((toUnixTimestamp64Micro(max(greatest(start_time, ifNull(end_time, start_time)))) - toUnixTimestamp64Micro(min(start_time))) / 1000000) = {p1:Float64}, 0))))
-- latency !=
(if(ifNull(toFloat64(CAST(NULL, 'Nullable(Float64)')) != {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64((toUnixTimestamp64Micro(max(greatest(start_time, ifNull(end_time, start_time)))) - toUnixTimestamp64Micro(min(start_time))) / 1000000) != {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64((toUnixTimestamp64Micro(max(greatest(start_time, ifNull(end_time, start_time)))) - toUnixTimestamp64Micro(min(start_time))) / 1000000) != {p1:Float64}, 0))))
-- latency >
(if(ifNull(toFloat64(CAST(NULL, 'Nullable(Float64)')) > {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64((toUnixTimestamp64Micro(max(greatest(start_time, ifNull(end_time, start_time)))) - toUnixTimestamp64Micro(min(start_time))) / 1000000) > {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64((toUnixTimestamp64Micro(max(greatest(start_time, ifNull(end_time, start_time)))) - toUnixTimestamp64Micro(min(start_time))) / 1000000) > {p1:Float64}, 0))))
-- latency >=
(if(ifNull(toFloat64(CAST(NULL, 'Nullable(Float64)')) >= {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64((toUnixTimestamp64Micro(max(greatest(start_time, ifNull(end_time, start_time)))) - toUnixTimestamp64Micro(min(start_time))) / 1000000) >= {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64((toUnixTimestamp64Micro(max(greatest(start_time, ifNull(end_time, start_time)))) - toUnixTimestamp64Micro(min(start_time))) / 1000000) >= {p1:Float64}, 0))))
-- latency <
(if(ifNull(toFloat64(CAST(NULL, 'Nullable(Float64)')) < {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64((toUnixTimestamp64Micro(max(greatest(start_time, ifNull(end_time, start_time)))) - toUnixTimestamp64Micro(min(start_time))) / 1000000) < {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64((toUnixTimestamp64Micro(max(greatest(start_time, ifNull(end_time, start_time)))) - toUnixTimestamp64Micro(min(start_time))) / 1000000) < {p1:Float64}, 0))))
-- latency <=
(if(ifNull(toFloat64(CAST(NULL, 'Nullable(Float64)')) <= {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64((toUnixTimestamp64Micro(max(greatest(start_time, ifNull(end_time, start_time)))) - toUnixTimestamp64Micro(min(start_time))) / 1000000) <= {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64((toUnixTimestamp64Micro(max(greatest(start_time, ifNull(end_time, start_time)))) - toUnixTimestamp64Micro(min(start_time))) / 1000000) <= {p1:Float64}, 0))))
-- latency is null
(if(isNull(CAST(NULL, 'Nullable(Float64)')), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p1:String} AND start_time >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') GROUP BY trace_id HAVING NOT isNull((toUnixTimestamp64Micro(max(greatest(start_time, ifNull(end_time, start_time)))) - toUnixTimestamp64Micro(min(start_time))) / 1000000)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p1:String} AND start_time >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') GROUP BY trace_id HAVING isNull((toUnixTimestamp64Micro(max(greatest(start_time, ifNull(end_time, start_time)))) - toUnixTimestamp64Micro(min(start_time))) / 1000000))))
-- latency is not null
(if(isNotNull(CAST(NULL, 'Nullable(Float64)')), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p1:String} AND start_time >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') GROUP BY trace_id HAVING NOT isNotNull((toUnixTimestamp64Micro(max(greatest(start_time, ifNull(end_time, start_time)))) - toUnixTimestamp64Micro(min(start_time))) / 1000000)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p1:String} AND start_time >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') GROUP BY trace_id HAVING isNotNull((toUnixTimestamp64Micro(max(greatest(start_time, ifNull(end_time, start_time)))) - toUnixTimestamp64Micro(min(start_time))) / 1000000))))
-- totalTokens =
(if(ifNull(toFloat64(0) = {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(sum(total_tokens)) = {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(sum(total_tokens)) = {p1:Float64}, 0))))
-- totalTokens !=
(if(ifNull(toFloat64(0) != {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(sum(total_tokens)) != {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(sum(total_tokens)) != {p1:Float64}, 0))))
-- totalTokens >
(if(ifNull(toFloat64(0) > {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(sum(total_tokens)) > {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(sum(total_tokens)) > {p1:Float64}, 0))))
-- totalTokens >=
(if(ifNull(toFloat64(0) >= {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(sum(total_tokens)) >= {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(sum(total_tokens)) >= {p1:Float64}, 0))))
-- totalTokens <
(if(ifNull(toFloat64(0) < {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(sum(total_tokens)) < {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(sum(total_tokens)) < {p1:Float64}, 0))))
-- totalTokens <=
(if(ifNull(toFloat64(0) <= {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(sum(total_tokens)) <= {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(sum(total_tokens)) <= {p1:Float64}, 0))))
-- totalTokens is null
(if(isNull(0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p1:String} AND start_time >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') GROUP BY trace_id HAVING NOT isNull(sum(total_tokens))), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p1:String} AND start_time >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') GROUP BY trace_id HAVING isNull(sum(total_tokens)))))
-- totalTokens is not null
(if(isNotNull(0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p1:String} AND start_time >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') GROUP BY trace_id HAVING NOT isNotNull(sum(total_tokens))), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p1:String} AND start_time >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') GROUP BY trace_id HAVING isNotNull(sum(total_tokens)))))
-- totalCost =
(if(ifNull(toFloat64(0) = {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(sum(total_cost)) = {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(sum(total_cost)) = {p1:Float64}, 0))))
-- totalCost !=
(if(ifNull(toFloat64(0) != {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(sum(total_cost)) != {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(sum(total_cost)) != {p1:Float64}, 0))))
-- totalCost >
(if(ifNull(toFloat64(0) > {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(sum(total_cost)) > {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(sum(total_cost)) > {p1:Float64}, 0))))
-- totalCost >=
(if(ifNull(toFloat64(0) >= {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(sum(total_cost)) >= {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(sum(total_cost)) >= {p1:Float64}, 0))))
-- totalCost <
(if(ifNull(toFloat64(0) < {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(sum(total_cost)) < {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(sum(total_cost)) < {p1:Float64}, 0))))
-- totalCost <=
(if(ifNull(toFloat64(0) <= {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(sum(total_cost)) <= {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(sum(total_cost)) <= {p1:Float64}, 0))))
-- totalCost is null
(if(isNull(0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p1:String} AND start_time >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') GROUP BY trace_id HAVING NOT isNull(sum(total_cost))), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p1:String} AND start_time >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') GROUP BY trace_id HAVING isNull(sum(total_cost)))))
-- totalCost is not null
(if(isNotNull(0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p1:String} AND start_time >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') GROUP BY trace_id HAVING NOT isNotNull(sum(total_cost))), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p1:String} AND start_time >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') GROUP BY trace_id HAVING isNotNull(sum(total_cost)))))
-- observationCount =
(if(ifNull(toFloat64(0) = {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(count()) = {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(count()) = {p1:Float64}, 0))))
-- observationCount !=
(if(ifNull(toFloat64(0) != {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(count()) != {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(count()) != {p1:Float64}, 0))))
-- observationCount >
(if(ifNull(toFloat64(0) > {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(count()) > {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(count()) > {p1:Float64}, 0))))
-- observationCount >=
(if(ifNull(toFloat64(0) >= {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(count()) >= {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(count()) >= {p1:Float64}, 0))))
-- observationCount <
(if(ifNull(toFloat64(0) < {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(count()) < {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(count()) < {p1:Float64}, 0))))
-- observationCount <=
(if(ifNull(toFloat64(0) <= {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(count()) <= {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(count()) <= {p1:Float64}, 0))))
-- observationCount is null
(if(isNull(0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p1:String} AND start_time >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') GROUP BY trace_id HAVING NOT isNull(count())), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p1:String} AND start_time >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') GROUP BY trace_id HAVING isNull(count()))))
-- observationCount is not null
(if(isNotNull(0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p1:String} AND start_time >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') GROUP BY trace_id HAVING NOT isNotNull(count())), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p1:String} AND start_time >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') GROUP BY trace_id HAVING isNotNull(count()))))
-- errorCount =
(if(ifNull(toFloat64(0) = {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(countIf(level = 'ERROR')) = {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(countIf(level = 'ERROR')) = {p1:Float64}, 0))))
-- errorCount !=
(if(ifNull(toFloat64(0) != {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(countIf(level = 'ERROR')) != {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(countIf(level = 'ERROR')) != {p1:Float64}, 0))))
-- errorCount >
(if(ifNull(toFloat64(0) > {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(countIf(level = 'ERROR')) > {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(countIf(level = 'ERROR')) > {p1:Float64}, 0))))
-- errorCount >=
(if(ifNull(toFloat64(0) >= {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(countIf(level = 'ERROR')) >= {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(countIf(level = 'ERROR')) >= {p1:Float64}, 0))))
-- errorCount <
(if(ifNull(toFloat64(0) < {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(countIf(level = 'ERROR')) < {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(countIf(level = 'ERROR')) < {p1:Float64}, 0))))
-- errorCount <=
(if(ifNull(toFloat64(0) <= {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(countIf(level = 'ERROR')) <= {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(countIf(level = 'ERROR')) <= {p1:Float64}, 0))))
-- errorCount is null
(if(isNull(0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p1:String} AND start_time >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') GROUP BY trace_id HAVING NOT isNull(countIf(level = 'ERROR'))), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p1:String} AND start_time >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') GROUP BY trace_id HAVING isNull(countIf(level = 'ERROR')))))
-- errorCount is not null
(if(isNotNull(0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p1:String} AND start_time >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') GROUP BY trace_id HAVING NOT isNotNull(countIf(level = 'ERROR'))), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p1:String} AND start_time >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') GROUP BY trace_id HAVING isNotNull(countIf(level = 'ERROR')))))
-- inputTokens =
(if(ifNull(toFloat64(0) = {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(sum(input_tokens)) = {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(sum(input_tokens)) = {p1:Float64}, 0))))
-- inputTokens !=
(if(ifNull(toFloat64(0) != {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(sum(input_tokens)) != {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(sum(input_tokens)) != {p1:Float64}, 0))))
-- inputTokens >
(if(ifNull(toFloat64(0) > {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(sum(input_tokens)) > {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(sum(input_tokens)) > {p1:Float64}, 0))))
-- inputTokens >=
(if(ifNull(toFloat64(0) >= {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(sum(input_tokens)) >= {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(sum(input_tokens)) >= {p1:Float64}, 0))))
-- inputTokens <
(if(ifNull(toFloat64(0) < {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(sum(input_tokens)) < {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(sum(input_tokens)) < {p1:Float64}, 0))))
-- inputTokens <=
(if(ifNull(toFloat64(0) <= {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(sum(input_tokens)) <= {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(sum(input_tokens)) <= {p1:Float64}, 0))))
-- inputTokens is null
(if(isNull(0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p1:String} AND start_time >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') GROUP BY trace_id HAVING NOT isNull(sum(input_tokens))), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p1:String} AND start_time >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') GROUP BY trace_id HAVING isNull(sum(input_tokens)))))
-- inputTokens is not null
(if(isNotNull(0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p1:String} AND start_time >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') GROUP BY trace_id HAVING NOT isNotNull(sum(input_tokens))), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p1:String} AND start_time >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') GROUP BY trace_id HAVING isNotNull(sum(input_tokens)))))
-- outputTokens =
(if(ifNull(toFloat64(0) = {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(sum(output_tokens)) = {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(sum(output_tokens)) = {p1:Float64}, 0))))
-- outputTokens !=
(if(ifNull(toFloat64(0) != {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(sum(output_tokens)) != {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(sum(output_tokens)) != {p1:Float64}, 0))))
-- outputTokens >
(if(ifNull(toFloat64(0) > {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(sum(output_tokens)) > {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(sum(output_tokens)) > {p1:Float64}, 0))))
-- outputTokens >=
(if(ifNull(toFloat64(0) >= {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(sum(output_tokens)) >= {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(sum(output_tokens)) >= {p1:Float64}, 0))))
-- outputTokens <
(if(ifNull(toFloat64(0) < {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(sum(output_tokens)) < {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(sum(output_tokens)) < {p1:Float64}, 0))))
-- outputTokens <=
(if(ifNull(toFloat64(0) <= {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(sum(output_tokens)) <= {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(sum(output_tokens)) <= {p1:Float64}, 0))))
-- outputTokens is null
(if(isNull(0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p1:String} AND start_time >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') GROUP BY trace_id HAVING NOT isNull(sum(output_tokens))), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p1:String} AND start_time >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') GROUP BY trace_id HAVING isNull(sum(output_tokens)))))
-- outputTokens is not null
(if(isNotNull(0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p1:String} AND start_time >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') GROUP BY trace_id HAVING NOT isNotNull(sum(output_tokens))), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p1:String} AND start_time >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') GROUP BY trace_id HAVING isNotNull(sum(output_tokens)))))
-- inputCost =
(if(ifNull(toFloat64(0) = {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(sum(input_cost)) = {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(sum(input_cost)) = {p1:Float64}, 0))))
-- inputCost !=
(if(ifNull(toFloat64(0) != {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(sum(input_cost)) != {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(sum(input_cost)) != {p1:Float64}, 0))))
-- inputCost >
(if(ifNull(toFloat64(0) > {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(sum(input_cost)) > {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(sum(input_cost)) > {p1:Float64}, 0))))
-- inputCost >=
(if(ifNull(toFloat64(0) >= {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(sum(input_cost)) >= {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(sum(input_cost)) >= {p1:Float64}, 0))))
-- inputCost <
(if(ifNull(toFloat64(0) < {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(sum(input_cost)) < {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(sum(input_cost)) < {p1:Float64}, 0))))
-- inputCost <=
(if(ifNull(toFloat64(0) <= {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(sum(input_cost)) <= {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(sum(input_cost)) <= {p1:Float64}, 0))))
-- inputCost is null
(if(isNull(0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p1:String} AND start_time >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') GROUP BY trace_id HAVING NOT isNull(sum(input_cost))), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p1:String} AND start_time >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') GROUP BY trace_id HAVING isNull(sum(input_cost)))))
-- inputCost is not null
(if(isNotNull(0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p1:String} AND start_time >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') GROUP BY trace_id HAVING NOT isNotNull(sum(input_cost))), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p1:String} AND start_time >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') GROUP BY trace_id HAVING isNotNull(sum(input_cost)))))
-- outputCost =
(if(ifNull(toFloat64(0) = {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(sum(output_cost)) = {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(sum(output_cost)) = {p1:Float64}, 0))))
-- outputCost !=
(if(ifNull(toFloat64(0) != {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(sum(output_cost)) != {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(sum(output_cost)) != {p1:Float64}, 0))))
-- outputCost >
(if(ifNull(toFloat64(0) > {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(sum(output_cost)) > {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(sum(output_cost)) > {p1:Float64}, 0))))
-- outputCost >=
(if(ifNull(toFloat64(0) >= {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(sum(output_cost)) >= {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(sum(output_cost)) >= {p1:Float64}, 0))))
-- outputCost <
(if(ifNull(toFloat64(0) < {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(sum(output_cost)) < {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(sum(output_cost)) < {p1:Float64}, 0))))
-- outputCost <=
(if(ifNull(toFloat64(0) <= {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(sum(output_cost)) <= {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(sum(output_cost)) <= {p1:Float64}, 0))))
-- outputCost is null
(if(isNull(0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p1:String} AND start_time >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') GROUP BY trace_id HAVING NOT isNull(sum(output_cost))), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p1:String} AND start_time >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') GROUP BY trace_id HAVING isNull(sum(output_cost)))))
-- outputCost is not null
(if(isNotNull(0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p1:String} AND start_time >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') GROUP BY trace_id HAVING NOT isNotNull(sum(output_cost))), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p1:String} AND start_time >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') GROUP BY trace_id HAVING isNotNull(sum(output_cost)))))
-- warningCount =
(if(ifNull(toFloat64(0) = {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(countIf(level = 'WARNING')) = {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(countIf(level = 'WARNING')) = {p1:Float64}, 0))))
-- warningCount !=
(if(ifNull(toFloat64(0) != {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(countIf(level = 'WARNING')) != {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(countIf(level = 'WARNING')) != {p1:Float64}, 0))))
-- warningCount >
(if(ifNull(toFloat64(0) > {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(countIf(level = 'WARNING')) > {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(countIf(level = 'WARNING')) > {p1:Float64}, 0))))
-- warningCount >=
(if(ifNull(toFloat64(0) >= {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(countIf(level = 'WARNING')) >= {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(countIf(level = 'WARNING')) >= {p1:Float64}, 0))))
-- warningCount <
(if(ifNull(toFloat64(0) < {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(countIf(level = 'WARNING')) < {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(countIf(level = 'WARNING')) < {p1:Float64}, 0))))
-- warningCount <=
(if(ifNull(toFloat64(0) <= {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(countIf(level = 'WARNING')) <= {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(countIf(level = 'WARNING')) <= {p1:Float64}, 0))))
-- warningCount is null
(if(isNull(0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p1:String} AND start_time >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') GROUP BY trace_id HAVING NOT isNull(countIf(level = 'WARNING'))), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p1:String} AND start_time >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') GROUP BY trace_id HAVING isNull(countIf(level = 'WARNING')))))
-- warningCount is not null
(if(isNotNull(0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p1:String} AND start_time >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') GROUP BY trace_id HAVING NOT isNotNull(countIf(level = 'WARNING'))), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p1:String} AND start_time >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') GROUP BY trace_id HAVING isNotNull(countIf(level = 'WARNING')))))
-- defaultCount =
(if(ifNull(toFloat64(0) = {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(countIf(level = 'DEFAULT')) = {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(countIf(level = 'DEFAULT')) = {p1:Float64}, 0))))
-- defaultCount !=
(if(ifNull(toFloat64(0) != {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(countIf(level = 'DEFAULT')) != {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(countIf(level = 'DEFAULT')) != {p1:Float64}, 0))))
-- defaultCount >
(if(ifNull(toFloat64(0) > {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(countIf(level = 'DEFAULT')) > {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(countIf(level = 'DEFAULT')) > {p1:Float64}, 0))))
-- defaultCount >=
(if(ifNull(toFloat64(0) >= {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(countIf(level = 'DEFAULT')) >= {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(countIf(level = 'DEFAULT')) >= {p1:Float64}, 0))))
-- defaultCount <
(if(ifNull(toFloat64(0) < {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(countIf(level = 'DEFAULT')) < {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(countIf(level = 'DEFAULT')) < {p1:Float64}, 0))))
-- defaultCount <=
(if(ifNull(toFloat64(0) <= {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(countIf(level = 'DEFAULT')) <= {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(countIf(level = 'DEFAULT')) <= {p1:Float64}, 0))))
-- defaultCount is null
(if(isNull(0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p1:String} AND start_time >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') GROUP BY trace_id HAVING NOT isNull(countIf(level = 'DEFAULT'))), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p1:String} AND start_time >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') GROUP BY trace_id HAVING isNull(countIf(level = 'DEFAULT')))))
-- defaultCount is not null
(if(isNotNull(0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p1:String} AND start_time >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') GROUP BY trace_id HAVING NOT isNotNull(countIf(level = 'DEFAULT'))), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p1:String} AND start_time >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') GROUP BY trace_id HAVING isNotNull(countIf(level = 'DEFAULT')))))
-- debugCount =
(if(ifNull(toFloat64(0) = {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(countIf(level = 'DEBUG')) = {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(countIf(level = 'DEBUG')) = {p1:Float64}, 0))))
-- debugCount !=
(if(ifNull(toFloat64(0) != {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(countIf(level = 'DEBUG')) != {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(countIf(level = 'DEBUG')) != {p1:Float64}, 0))))
-- debugCount >
(if(ifNull(toFloat64(0) > {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(countIf(level = 'DEBUG')) > {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(countIf(level = 'DEBUG')) > {p1:Float64}, 0))))
-- debugCount >=
(if(ifNull(toFloat64(0) >= {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(countIf(level = 'DEBUG')) >= {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(countIf(level = 'DEBUG')) >= {p1:Float64}, 0))))
-- debugCount <
(if(ifNull(toFloat64(0) < {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(countIf(level = 'DEBUG')) < {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(countIf(level = 'DEBUG')) < {p1:Float64}, 0))))
-- debugCount <=
(if(ifNull(toFloat64(0) <= {p1:Float64}, 0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING NOT ifNull(toFloat64(countIf(level = 'DEBUG')) <= {p1:Float64}, 0)), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p2:String} AND start_time >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') GROUP BY trace_id HAVING ifNull(toFloat64(countIf(level = 'DEBUG')) <= {p1:Float64}, 0))))
-- debugCount is null
(if(isNull(0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p1:String} AND start_time >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') GROUP BY trace_id HAVING NOT isNull(countIf(level = 'DEBUG'))), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p1:String} AND start_time >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') GROUP BY trace_id HAVING isNull(countIf(level = 'DEBUG')))))
-- debugCount is not null
(if(isNotNull(0), id NOT IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p1:String} AND start_time >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') GROUP BY trace_id HAVING NOT isNotNull(countIf(level = 'DEBUG'))), id IN (SELECT trace_id FROM observations FINAL
      WHERE project_id = {p1:String} AND start_time >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') GROUP BY trace_id HAVING isNotNull(countIf(level = 'DEBUG')))))
-- userId =
user_id = {p1:String}
-- userId !=
user_id != {p1:String}
-- userId contains
(position(user_id, {p1:String}) > 0)
-- userId does not contain
NOT (position(user_id, {p1:String}) > 0)
-- userId starts with
startsWith(user_id, {p1:String})
-- userId ends with
endsWith(user_id, {p1:String})
-- userId any of
user_id IN {p1:Array(String)}
-- userId none of
user_id NOT IN {p1:Array(String)}
-- userId is null
user_id = ''
-- userId is not null
user_id != ''
-- sessionId =
session_id = {p1:String}
-- sessionId !=
session_id != {p1:String}
-- sessionId contains
(position(session_id, {p1:String}) > 0)
-- sessionId does not contain
NOT (position(session_id, {p1:String}) > 0)
-- sessionId starts with
startsWith(session_id, {p1:String})
-- sessionId ends with
endsWith(session_id, {p1:String})
-- sessionId any of
session_id IN {p1:Array(String)}
-- sessionId none of
session_id NOT IN {p1:Array(String)}
-- sessionId is null
session_id = ''
-- sessionId is not null
session_id != ''
-- tags any of
hasAny(tags, {p1:Array(String)})
-- tags none of
NOT hasAny(tags, {p1:Array(String)})
-- tags all of
hasAll(tags, {p1:Array(String)})
-- tags is null
empty(tags)
-- tags is not null
notEmpty(tags)
-- environment =
environment = {p1:String}
-- environment !=
environment != {p1:String}
-- environment contains
(position(environment, {p1:String}) > 0)
-- environment does not contain
NOT (position(environment, {p1:String}) > 0)
-- environment starts with
startsWith(environment, {p1:String})
-- environment ends with
endsWith(environment, {p1:String})
-- environment any of
environment IN {p1:Array(String)}
-- environment none of
environment NOT IN {p1:Array(String)}
-- environment is null
environment = ''
-- environment is not null
environment != ''
-- release =
release = {p1:String}
-- release !=
release != {p1:String}
-- release contains
(position(release, {p1:String}) > 0)
-- release does not contain
NOT (position(release, {p1:String}) > 0)
-- release starts with
startsWith(release, {p1:String})
-- release ends with
endsWith(release, {p1:String})
-- release any of
release IN {p1:Array(String)}
-- release none of
release NOT IN {p1:Array(String)}
-- release is null
release = ''
-- release is not null
release != ''
-- version =
version = {p1:String}
-- version !=
version != {p1:String}
-- version contains
(position(version, {p1:String}) > 0)
-- version does not contain
NOT (position(version, {p1:String}) > 0)
-- version starts with
startsWith(version, {p1:String})
-- version ends with
endsWith(version, {p1:String})
-- version any of
version IN {p1:Array(String)}
-- version none of
version NOT IN {p1:Array(String)}
-- version is null
version = ''
-- version is not null
version != ''
-- id =
id = {p1:String}
-- id !=
id != {p1:String}
-- id contains
(position(id, {p1:String}) > 0)
-- id does not contain
NOT (position(id, {p1:String}) > 0)
-- id starts with
startsWith(id, {p1:String})
-- id ends with
endsWith(id, {p1:String})
-- id any of
id IN {p1:Array(String)}
-- id none of
id NOT IN {p1:Array(String)}
-- id is null
id = ''
-- id is not null
id != ''
-- metadata =
if(mapContains(metadata, {p1:String}), metadata[{p1:String}], if(JSONType(metadata[{p2:String}], {p3:String}) = 'String', JSONExtractString(metadata[{p2:String}], {p3:String}), JSONExtractRaw(metadata[{p2:String}], {p3:String}))) = {p4:String}
-- metadata !=
if(mapContains(metadata, {p1:String}), metadata[{p1:String}], if(JSONType(metadata[{p2:String}], {p3:String}) = 'String', JSONExtractString(metadata[{p2:String}], {p3:String}), JSONExtractRaw(metadata[{p2:String}], {p3:String}))) != {p4:String}
-- metadata contains
(position(if(mapContains(metadata, {p1:String}), metadata[{p1:String}], if(JSONType(metadata[{p2:String}], {p3:String}) = 'String', JSONExtractString(metadata[{p2:String}], {p3:String}), JSONExtractRaw(metadata[{p2:String}], {p3:String}))), {p4:String}) > 0)
-- metadata does not contain
NOT (position(if(mapContains(metadata, {p1:String}), metadata[{p1:String}], if(JSONType(metadata[{p2:String}], {p3:String}) = 'String', JSONExtractString(metadata[{p2:String}], {p3:String}), JSONExtractRaw(metadata[{p2:String}], {p3:String}))), {p4:String}) > 0)
-- metadata starts with
startsWith(if(mapContains(metadata, {p1:String}), metadata[{p1:String}], if(JSONType(metadata[{p2:String}], {p3:String}) = 'String', JSONExtractString(metadata[{p2:String}], {p3:String}), JSONExtractRaw(metadata[{p2:String}], {p3:String}))), {p4:String})
-- metadata ends with
endsWith(if(mapContains(metadata, {p1:String}), metadata[{p1:String}], if(JSONType(metadata[{p2:String}], {p3:String}) = 'String', JSONExtractString(metadata[{p2:String}], {p3:String}), JSONExtractRaw(metadata[{p2:String}], {p3:String}))), {p4:String})
-- metadata >
ifNull(toFloat64(toFloat64OrNull(if(mapContains(metadata, {p1:String}), metadata[{p1:String}], if(JSONType(metadata[{p2:String}], {p3:String}) = 'String', JSONExtractString(metadata[{p2:String}], {p3:String}), JSONExtractRaw(metadata[{p2:String}], {p3:String}))))) > {p4:Float64}, 0)
-- metadata >=
ifNull(toFloat64(toFloat64OrNull(if(mapContains(metadata, {p1:String}), metadata[{p1:String}], if(JSONType(metadata[{p2:String}], {p3:String}) = 'String', JSONExtractString(metadata[{p2:String}], {p3:String}), JSONExtractRaw(metadata[{p2:String}], {p3:String}))))) >= {p4:Float64}, 0)
-- metadata <
ifNull(toFloat64(toFloat64OrNull(if(mapContains(metadata, {p1:String}), metadata[{p1:String}], if(JSONType(metadata[{p2:String}], {p3:String}) = 'String', JSONExtractString(metadata[{p2:String}], {p3:String}), JSONExtractRaw(metadata[{p2:String}], {p3:String}))))) < {p4:Float64}, 0)
-- metadata <=
ifNull(toFloat64(toFloat64OrNull(if(mapContains(metadata, {p1:String}), metadata[{p1:String}], if(JSONType(metadata[{p2:String}], {p3:String}) = 'String', JSONExtractString(metadata[{p2:String}], {p3:String}), JSONExtractRaw(metadata[{p2:String}], {p3:String}))))) <= {p4:Float64}, 0)
-- metadata is null
if(mapContains(metadata, {p1:String}), metadata[{p1:String}], if(JSONType(metadata[{p2:String}], {p3:String}) = 'String', JSONExtractString(metadata[{p2:String}], {p3:String}), JSONExtractRaw(metadata[{p2:String}], {p3:String}))) = ''
-- metadata is not null
if(mapContains(metadata, {p1:String}), metadata[{p1:String}], if(JSONType(metadata[{p2:String}], {p3:String}) = 'String', JSONExtractString(metadata[{p2:String}], {p3:String}), JSONExtractRaw(metadata[{p2:String}], {p3:String}))) != ''
-- scores =
id IN (SELECT trace_id FROM scores FINAL
      WHERE project_id = {p1:String} AND name = {p2:String} AND trace_id != ''
        AND trace_id NOT IN (SELECT id FROM hidden_telemetry FINAL
    WHERE project_id = {p1:String} AND kind = 'trace' AND state IN ('hidden', 'purging'))
      GROUP BY trace_id HAVING avg(value) = {p3:Float64})
-- scores !=
id NOT IN (SELECT trace_id FROM scores FINAL
      WHERE project_id = {p1:String} AND name = {p2:String} AND trace_id != ''
        AND trace_id NOT IN (SELECT id FROM hidden_telemetry FINAL
    WHERE project_id = {p1:String} AND kind = 'trace' AND state IN ('hidden', 'purging'))
      GROUP BY trace_id HAVING avg(value) = {p3:Float64})
-- scores >
id IN (SELECT trace_id FROM scores FINAL
      WHERE project_id = {p1:String} AND name = {p2:String} AND trace_id != ''
        AND trace_id NOT IN (SELECT id FROM hidden_telemetry FINAL
    WHERE project_id = {p1:String} AND kind = 'trace' AND state IN ('hidden', 'purging'))
      GROUP BY trace_id HAVING avg(value) > {p3:Float64})
-- scores >=
id IN (SELECT trace_id FROM scores FINAL
      WHERE project_id = {p1:String} AND name = {p2:String} AND trace_id != ''
        AND trace_id NOT IN (SELECT id FROM hidden_telemetry FINAL
    WHERE project_id = {p1:String} AND kind = 'trace' AND state IN ('hidden', 'purging'))
      GROUP BY trace_id HAVING avg(value) >= {p3:Float64})
-- scores <
id IN (SELECT trace_id FROM scores FINAL
      WHERE project_id = {p1:String} AND name = {p2:String} AND trace_id != ''
        AND trace_id NOT IN (SELECT id FROM hidden_telemetry FINAL
    WHERE project_id = {p1:String} AND kind = 'trace' AND state IN ('hidden', 'purging'))
      GROUP BY trace_id HAVING avg(value) < {p3:Float64})
-- scores <=
id IN (SELECT trace_id FROM scores FINAL
      WHERE project_id = {p1:String} AND name = {p2:String} AND trace_id != ''
        AND trace_id NOT IN (SELECT id FROM hidden_telemetry FINAL
    WHERE project_id = {p1:String} AND kind = 'trace' AND state IN ('hidden', 'purging'))
      GROUP BY trace_id HAVING avg(value) <= {p3:Float64})
-- scores any of
id IN (SELECT trace_id FROM scores FINAL
      WHERE project_id = {p1:String} AND name = {p2:String} AND trace_id != ''
        AND trace_id NOT IN (SELECT id FROM hidden_telemetry FINAL
    WHERE project_id = {p1:String} AND kind = 'trace' AND state IN ('hidden', 'purging'))
      GROUP BY trace_id HAVING countIf(string_value IN {p3:Array(String)}) > 0)
-- scores none of
id NOT IN (SELECT trace_id FROM scores FINAL
      WHERE project_id = {p1:String} AND name = {p2:String} AND trace_id != ''
        AND trace_id NOT IN (SELECT id FROM hidden_telemetry FINAL
    WHERE project_id = {p1:String} AND kind = 'trace' AND state IN ('hidden', 'purging'))
      GROUP BY trace_id HAVING countIf(string_value IN {p3:Array(String)}) > 0)
-- scores is null
id NOT IN (SELECT trace_id FROM scores FINAL
      WHERE project_id = {p1:String} AND name = {p2:String} AND trace_id != ''
        AND trace_id NOT IN (SELECT id FROM hidden_telemetry FINAL
    WHERE project_id = {p1:String} AND kind = 'trace' AND state IN ('hidden', 'purging'))
      GROUP BY trace_id HAVING count() > 0)
-- scores is not null
id IN (SELECT trace_id FROM scores FINAL
      WHERE project_id = {p1:String} AND name = {p2:String} AND trace_id != ''
        AND trace_id NOT IN (SELECT id FROM hidden_telemetry FINAL
    WHERE project_id = {p1:String} AND kind = 'trace' AND state IN ('hidden', 'purging'))
      GROUP BY trace_id HAVING count() > 0)
-- bookmarked =
bookmarked = {p1:Bool}
-- bookmarked !=
bookmarked != {p1:Bool}
