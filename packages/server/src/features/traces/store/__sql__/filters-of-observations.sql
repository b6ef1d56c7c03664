-- startTime >
start_time > fromUnixTimestamp64Micro({p1:Int64}, 'UTC')
-- startTime >=
start_time >= fromUnixTimestamp64Micro({p1:Int64}, 'UTC')
-- startTime <
start_time < fromUnixTimestamp64Micro({p1:Int64}, 'UTC')
-- startTime <=
start_time <= fromUnixTimestamp64Micro({p1:Int64}, 'UTC')
-- type =
type = {p1:String}
-- type !=
type != {p1:String}
-- type any of
type IN {p1:Array(String)}
-- type none of
type NOT IN {p1:Array(String)}
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
level = {p1:String}
-- level !=
level != {p1:String}
-- level any of
level IN {p1:Array(String)}
-- level none of
level NOT IN {p1:Array(String)}
-- statusMessage contains
(positionCaseInsensitiveUTF8(status_message, {p1:String}) > 0)
-- statusMessage does not contain
NOT (positionCaseInsensitiveUTF8(status_message, {p1:String}) > 0)
-- statusMessage matches
hasAllTokens(lower(status_message), {p1:Array(String)})
-- statusMessage =
status_message = {p1:String}
-- statusMessage !=
status_message != {p1:String}
-- statusMessage starts with
startsWith(status_message, {p1:String})
-- statusMessage ends with
endsWith(status_message, {p1:String})
-- statusMessage is null
status_message = ''
-- statusMessage is not null
status_message != ''
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
ifNull(toFloat64((toUnixTimestamp64Micro(end_time) - toUnixTimestamp64Micro(start_time)) / 1000000) = {p1:Float64}, 0)
-- latency !=
ifNull(toFloat64((toUnixTimestamp64Micro(end_time) - toUnixTimestamp64Micro(start_time)) / 1000000) != {p1:Float64}, 0)
-- latency >
ifNull(toFloat64((toUnixTimestamp64Micro(end_time) - toUnixTimestamp64Micro(start_time)) / 1000000) > {p1:Float64}, 0)
-- latency >=
ifNull(toFloat64((toUnixTimestamp64Micro(end_time) - toUnixTimestamp64Micro(start_time)) / 1000000) >= {p1:Float64}, 0)
-- latency <
ifNull(toFloat64((toUnixTimestamp64Micro(end_time) - toUnixTimestamp64Micro(start_time)) / 1000000) < {p1:Float64}, 0)
-- latency <=
ifNull(toFloat64((toUnixTimestamp64Micro(end_time) - toUnixTimestamp64Micro(start_time)) / 1000000) <= {p1:Float64}, 0)
-- latency is null
isNull((toUnixTimestamp64Micro(end_time) - toUnixTimestamp64Micro(start_time)) / 1000000)
-- latency is not null
isNotNull((toUnixTimestamp64Micro(end_time) - toUnixTimestamp64Micro(start_time)) / 1000000)
-- timeToFirstToken =
ifNull(toFloat64((toUnixTimestamp64Micro(completion_start_time) - toUnixTimestamp64Micro(start_time)) / 1000000) = {p1:Float64}, 0)
-- timeToFirstToken !=
ifNull(toFloat64((toUnixTimestamp64Micro(completion_start_time) - toUnixTimestamp64Micro(start_time)) / 1000000) != {p1:Float64}, 0)
-- timeToFirstToken >
ifNull(toFloat64((toUnixTimestamp64Micro(completion_start_time) - toUnixTimestamp64Micro(start_time)) / 1000000) > {p1:Float64}, 0)
-- timeToFirstToken >=
ifNull(toFloat64((toUnixTimestamp64Micro(completion_start_time) - toUnixTimestamp64Micro(start_time)) / 1000000) >= {p1:Float64}, 0)
-- timeToFirstToken <
ifNull(toFloat64((toUnixTimestamp64Micro(completion_start_time) - toUnixTimestamp64Micro(start_time)) / 1000000) < {p1:Float64}, 0)
-- timeToFirstToken <=
ifNull(toFloat64((toUnixTimestamp64Micro(completion_start_time) - toUnixTimestamp64Micro(start_time)) / 1000000) <= {p1:Float64}, 0)
-- timeToFirstToken is null
isNull((toUnixTimestamp64Micro(completion_start_time) - toUnixTimestamp64Micro(start_time)) / 1000000)
-- timeToFirstToken is not null
isNotNull((toUnixTimestamp64Micro(completion_start_time) - toUnixTimestamp64Micro(start_time)) / 1000000)
-- model =
model = {p1:String}
-- model !=
model != {p1:String}
-- model contains
(position(model, {p1:String}) > 0)
-- model does not contain
NOT (position(model, {p1:String}) > 0)
-- model starts with
startsWith(model, {p1:String})
-- model ends with
endsWith(model, {p1:String})
-- model any of
model IN {p1:Array(String)}
-- model none of
model NOT IN {p1:Array(String)}
-- model is null
model = ''
-- model is not null
model != ''
-- inputTokens =
ifNull(toFloat64(input_tokens) = {p1:Float64}, 0)
-- inputTokens !=
ifNull(toFloat64(input_tokens) != {p1:Float64}, 0)
-- inputTokens >
ifNull(toFloat64(input_tokens) > {p1:Float64}, 0)
-- inputTokens >=
ifNull(toFloat64(input_tokens) >= {p1:Float64}, 0)
-- inputTokens <
ifNull(toFloat64(input_tokens) < {p1:Float64}, 0)
-- inputTokens <=
ifNull(toFloat64(input_tokens) <= {p1:Float64}, 0)
-- inputTokens is null
isNull(input_tokens)
-- inputTokens is not null
isNotNull(input_tokens)
-- outputTokens =
ifNull(toFloat64(output_tokens) = {p1:Float64}, 0)
-- outputTokens !=
ifNull(toFloat64(output_tokens) != {p1:Float64}, 0)
-- outputTokens >
ifNull(toFloat64(output_tokens) > {p1:Float64}, 0)
-- outputTokens >=
ifNull(toFloat64(output_tokens) >= {p1:Float64}, 0)
-- outputTokens <
ifNull(toFloat64(output_tokens) < {p1:Float64}, 0)
-- outputTokens <=
ifNull(toFloat64(output_tokens) <= {p1:Float64}, 0)
-- outputTokens is null
isNull(output_tokens)
-- outputTokens is not null
isNotNull(output_tokens)
-- totalTokens =
ifNull(toFloat64(total_tokens) = {p1:Float64}, 0)
-- totalTokens !=
ifNull(toFloat64(total_tokens) != {p1:Float64}, 0)
-- totalTokens >
ifNull(toFloat64(total_tokens) > {p1:Float64}, 0)
-- totalTokens >=
ifNull(toFloat64(total_tokens) >= {p1:Float64}, 0)
-- totalTokens <
ifNull(toFloat64(total_tokens) < {p1:Float64}, 0)
-- totalTokens <=
ifNull(toFloat64(total_tokens) <= {p1:Float64}, 0)
-- totalTokens is null
isNull(total_tokens)
-- totalTokens is not null
isNotNull(total_tokens)
-- totalCost =
ifNull(toFloat64(total_cost) = {p1:Float64}, 0)
-- totalCost !=
ifNull(toFloat64(total_cost) != {p1:Float64}, 0)
-- totalCost >
ifNull(toFloat64(total_cost) > {p1:Float64}, 0)
-- totalCost >=
ifNull(toFloat64(total_cost) >= {p1:Float64}, 0)
-- totalCost <
ifNull(toFloat64(total_cost) < {p1:Float64}, 0)
-- totalCost <=
ifNull(toFloat64(total_cost) <= {p1:Float64}, 0)
-- totalCost is null
isNull(total_cost)
-- totalCost is not null
isNotNull(total_cost)
-- traceName =
(trace_name = {p1:String} OR (empty(trace_name) AND trace_id IN (
      SELECT id FROM traces FINAL WHERE project_id = {p2:String} AND timestamp >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND timestamp < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') AND name = {p1:String})))
-- traceName !=
NOT (trace_name = {p1:String} OR (empty(trace_name) AND trace_id IN (
      SELECT id FROM traces FINAL WHERE project_id = {p2:String} AND timestamp >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND timestamp < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') AND name = {p1:String})))
-- traceName contains
((position(trace_name, {p1:String}) > 0) OR (empty(trace_name) AND trace_id IN (
      SELECT id FROM traces FINAL WHERE project_id = {p2:String} AND timestamp >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND timestamp < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') AND (position(name, {p1:String}) > 0))))
-- traceName does not contain
NOT ((position(trace_name, {p1:String}) > 0) OR (empty(trace_name) AND trace_id IN (
      SELECT id FROM traces FINAL WHERE project_id = {p2:String} AND timestamp >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND timestamp < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') AND (position(name, {p1:String}) > 0))))
-- traceName starts with
(startsWith(trace_name, {p1:String}) OR (empty(trace_name) AND trace_id IN (
      SELECT id FROM traces FINAL WHERE project_id = {p2:String} AND timestamp >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND timestamp < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') AND startsWith(name, {p1:String}))))
-- traceName ends with
(endsWith(trace_name, {p1:String}) OR (empty(trace_name) AND trace_id IN (
      SELECT id FROM traces FINAL WHERE project_id = {p2:String} AND timestamp >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND timestamp < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') AND endsWith(name, {p1:String}))))
-- traceName any of
(trace_name IN {p1:Array(String)} OR (empty(trace_name) AND trace_id IN (
      SELECT id FROM traces FINAL WHERE project_id = {p2:String} AND timestamp >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND timestamp < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') AND name IN {p1:Array(String)})))
-- traceName none of
NOT (trace_name IN {p1:Array(String)} OR (empty(trace_name) AND trace_id IN (
      SELECT id FROM traces FINAL WHERE project_id = {p2:String} AND timestamp >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND timestamp < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') AND name IN {p1:Array(String)})))
-- traceName is null
NOT (trace_name != '' OR (empty(trace_name) AND trace_id IN (
      SELECT id FROM traces FINAL WHERE project_id = {p1:String} AND timestamp >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND timestamp < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND name != '')))
-- traceName is not null
(trace_name != '' OR (empty(trace_name) AND trace_id IN (
      SELECT id FROM traces FINAL WHERE project_id = {p1:String} AND timestamp >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND timestamp < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND name != '')))
-- traceId =
trace_id = {p1:String}
-- traceId !=
trace_id != {p1:String}
-- traceId contains
(position(trace_id, {p1:String}) > 0)
-- traceId does not contain
NOT (position(trace_id, {p1:String}) > 0)
-- traceId starts with
startsWith(trace_id, {p1:String})
-- traceId ends with
endsWith(trace_id, {p1:String})
-- traceId any of
trace_id IN {p1:Array(String)}
-- traceId none of
trace_id NOT IN {p1:Array(String)}
-- traceId is null
trace_id = ''
-- traceId is not null
trace_id != ''
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
-- parentId =
parent_id = {p1:String}
-- parentId !=
parent_id != {p1:String}
-- parentId contains
(position(parent_id, {p1:String}) > 0)
-- parentId does not contain
NOT (position(parent_id, {p1:String}) > 0)
-- parentId starts with
startsWith(parent_id, {p1:String})
-- parentId ends with
endsWith(parent_id, {p1:String})
-- parentId any of
parent_id IN {p1:Array(String)}
-- parentId none of
parent_id NOT IN {p1:Array(String)}
-- parentId is null
parent_id = ''
-- parentId is not null
parent_id != ''
-- isRoot =
is_root = {p1:Bool}
-- isRoot !=
is_root != {p1:Bool}
-- userId =
(user_id = {p1:String} OR (empty(user_id) AND trace_id IN (
      SELECT id FROM traces FINAL WHERE project_id = {p2:String} AND timestamp >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND timestamp < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') AND user_id = {p1:String})))
-- userId !=
NOT (user_id = {p1:String} OR (empty(user_id) AND trace_id IN (
      SELECT id FROM traces FINAL WHERE project_id = {p2:String} AND timestamp >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND timestamp < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') AND user_id = {p1:String})))
-- userId contains
((position(user_id, {p1:String}) > 0) OR (empty(user_id) AND trace_id IN (
      SELECT id FROM traces FINAL WHERE project_id = {p2:String} AND timestamp >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND timestamp < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') AND (position(user_id, {p1:String}) > 0))))
-- userId does not contain
NOT ((position(user_id, {p1:String}) > 0) OR (empty(user_id) AND trace_id IN (
      SELECT id FROM traces FINAL WHERE project_id = {p2:String} AND timestamp >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND timestamp < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') AND (position(user_id, {p1:String}) > 0))))
-- userId starts with
(startsWith(user_id, {p1:String}) OR (empty(user_id) AND trace_id IN (
      SELECT id FROM traces FINAL WHERE project_id = {p2:String} AND timestamp >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND timestamp < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') AND startsWith(user_id, {p1:String}))))
-- userId ends with
(endsWith(user_id, {p1:String}) OR (empty(user_id) AND trace_id IN (
      SELECT id FROM traces FINAL WHERE project_id = {p2:String} AND timestamp >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND timestamp < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') AND endsWith(user_id, {p1:String}))))
-- userId any of
(user_id IN {p1:Array(String)} OR (empty(user_id) AND trace_id IN (
      SELECT id FROM traces FINAL WHERE project_id = {p2:String} AND timestamp >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND timestamp < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') AND user_id IN {p1:Array(String)})))
-- userId none of
NOT (user_id IN {p1:Array(String)} OR (empty(user_id) AND trace_id IN (
      SELECT id FROM traces FINAL WHERE project_id = {p2:String} AND timestamp >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND timestamp < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') AND user_id IN {p1:Array(String)})))
-- userId is null
NOT (user_id != '' OR (empty(user_id) AND trace_id IN (
      SELECT id FROM traces FINAL WHERE project_id = {p1:String} AND timestamp >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND timestamp < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND user_id != '')))
-- userId is not null
(user_id != '' OR (empty(user_id) AND trace_id IN (
      SELECT id FROM traces FINAL WHERE project_id = {p1:String} AND timestamp >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND timestamp < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND user_id != '')))
-- sessionId =
(session_id = {p1:String} OR (empty(session_id) AND trace_id IN (
      SELECT id FROM traces FINAL WHERE project_id = {p2:String} AND timestamp >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND timestamp < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') AND session_id = {p1:String})))
-- sessionId !=
NOT (session_id = {p1:String} OR (empty(session_id) AND trace_id IN (
      SELECT id FROM traces FINAL WHERE project_id = {p2:String} AND timestamp >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND timestamp < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') AND session_id = {p1:String})))
-- sessionId contains
((position(session_id, {p1:String}) > 0) OR (empty(session_id) AND trace_id IN (
      SELECT id FROM traces FINAL WHERE project_id = {p2:String} AND timestamp >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND timestamp < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') AND (position(session_id, {p1:String}) > 0))))
-- sessionId does not contain
NOT ((position(session_id, {p1:String}) > 0) OR (empty(session_id) AND trace_id IN (
      SELECT id FROM traces FINAL WHERE project_id = {p2:String} AND timestamp >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND timestamp < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') AND (position(session_id, {p1:String}) > 0))))
-- sessionId starts with
(startsWith(session_id, {p1:String}) OR (empty(session_id) AND trace_id IN (
      SELECT id FROM traces FINAL WHERE project_id = {p2:String} AND timestamp >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND timestamp < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') AND startsWith(session_id, {p1:String}))))
-- sessionId ends with
(endsWith(session_id, {p1:String}) OR (empty(session_id) AND trace_id IN (
      SELECT id FROM traces FINAL WHERE project_id = {p2:String} AND timestamp >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND timestamp < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') AND endsWith(session_id, {p1:String}))))
-- sessionId any of
(session_id IN {p1:Array(String)} OR (empty(session_id) AND trace_id IN (
      SELECT id FROM traces FINAL WHERE project_id = {p2:String} AND timestamp >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND timestamp < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') AND session_id IN {p1:Array(String)})))
-- sessionId none of
NOT (session_id IN {p1:Array(String)} OR (empty(session_id) AND trace_id IN (
      SELECT id FROM traces FINAL WHERE project_id = {p2:String} AND timestamp >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND timestamp < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') AND session_id IN {p1:Array(String)})))
-- sessionId is null
NOT (session_id != '' OR (empty(session_id) AND trace_id IN (
      SELECT id FROM traces FINAL WHERE project_id = {p1:String} AND timestamp >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND timestamp < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND session_id != '')))
-- sessionId is not null
(session_id != '' OR (empty(session_id) AND trace_id IN (
      SELECT id FROM traces FINAL WHERE project_id = {p1:String} AND timestamp >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND timestamp < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND session_id != '')))
-- tags any of
(hasAny(tags, {p1:Array(String)}) OR (empty(tags) AND trace_id IN (
      SELECT id FROM traces FINAL WHERE project_id = {p2:String} AND timestamp >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND timestamp < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') AND hasAny(tags, {p1:Array(String)}))))
-- tags none of
NOT (hasAny(tags, {p1:Array(String)}) OR (empty(tags) AND trace_id IN (
      SELECT id FROM traces FINAL WHERE project_id = {p2:String} AND timestamp >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND timestamp < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') AND hasAny(tags, {p1:Array(String)}))))
-- tags all of
(hasAll(tags, {p1:Array(String)}) OR (empty(tags) AND trace_id IN (
      SELECT id FROM traces FINAL WHERE project_id = {p2:String} AND timestamp >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND timestamp < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') AND hasAll(tags, {p1:Array(String)}))))
-- tags is null
NOT (notEmpty(tags) OR (empty(tags) AND trace_id IN (
      SELECT id FROM traces FINAL WHERE project_id = {p1:String} AND timestamp >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND timestamp < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND notEmpty(tags))))
-- tags is not null
(notEmpty(tags) OR (empty(tags) AND trace_id IN (
      SELECT id FROM traces FINAL WHERE project_id = {p1:String} AND timestamp >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND timestamp < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND notEmpty(tags))))
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
(release = {p1:String} OR (empty(release) AND trace_id IN (
      SELECT id FROM traces FINAL WHERE project_id = {p2:String} AND timestamp >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND timestamp < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') AND release = {p1:String})))
-- release !=
NOT (release = {p1:String} OR (empty(release) AND trace_id IN (
      SELECT id FROM traces FINAL WHERE project_id = {p2:String} AND timestamp >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND timestamp < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') AND release = {p1:String})))
-- release contains
((position(release, {p1:String}) > 0) OR (empty(release) AND trace_id IN (
      SELECT id FROM traces FINAL WHERE project_id = {p2:String} AND timestamp >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND timestamp < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') AND (position(release, {p1:String}) > 0))))
-- release does not contain
NOT ((position(release, {p1:String}) > 0) OR (empty(release) AND trace_id IN (
      SELECT id FROM traces FINAL WHERE project_id = {p2:String} AND timestamp >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND timestamp < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') AND (position(release, {p1:String}) > 0))))
-- release starts with
(startsWith(release, {p1:String}) OR (empty(release) AND trace_id IN (
      SELECT id FROM traces FINAL WHERE project_id = {p2:String} AND timestamp >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND timestamp < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') AND startsWith(release, {p1:String}))))
-- release ends with
(endsWith(release, {p1:String}) OR (empty(release) AND trace_id IN (
      SELECT id FROM traces FINAL WHERE project_id = {p2:String} AND timestamp >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND timestamp < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') AND endsWith(release, {p1:String}))))
-- release any of
(release IN {p1:Array(String)} OR (empty(release) AND trace_id IN (
      SELECT id FROM traces FINAL WHERE project_id = {p2:String} AND timestamp >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND timestamp < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') AND release IN {p1:Array(String)})))
-- release none of
NOT (release IN {p1:Array(String)} OR (empty(release) AND trace_id IN (
      SELECT id FROM traces FINAL WHERE project_id = {p2:String} AND timestamp >= fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND timestamp < fromUnixTimestamp64Micro({p4:Int64}, 'UTC') AND release IN {p1:Array(String)})))
-- release is null
NOT (release != '' OR (empty(release) AND trace_id IN (
      SELECT id FROM traces FINAL WHERE project_id = {p1:String} AND timestamp >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND timestamp < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND release != '')))
-- release is not null
(release != '' OR (empty(release) AND trace_id IN (
      SELECT id FROM traces FINAL WHERE project_id = {p1:String} AND timestamp >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND timestamp < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND release != '')))
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
-- promptName =
prompt_name = {p1:String}
-- promptName !=
prompt_name != {p1:String}
-- promptName contains
(position(prompt_name, {p1:String}) > 0)
-- promptName does not contain
NOT (position(prompt_name, {p1:String}) > 0)
-- promptName starts with
startsWith(prompt_name, {p1:String})
-- promptName ends with
endsWith(prompt_name, {p1:String})
-- promptName any of
prompt_name IN {p1:Array(String)}
-- promptName none of
prompt_name NOT IN {p1:Array(String)}
-- promptName is null
prompt_name = ''
-- promptName is not null
prompt_name != ''
-- promptVersion =
ifNull(toFloat64(prompt_version) = {p1:Float64}, 0)
-- promptVersion !=
ifNull(toFloat64(prompt_version) != {p1:Float64}, 0)
-- promptVersion >
ifNull(toFloat64(prompt_version) > {p1:Float64}, 0)
-- promptVersion >=
ifNull(toFloat64(prompt_version) >= {p1:Float64}, 0)
-- promptVersion <
ifNull(toFloat64(prompt_version) < {p1:Float64}, 0)
-- promptVersion <=
ifNull(toFloat64(prompt_version) <= {p1:Float64}, 0)
-- promptVersion is null
isNull(prompt_version)
-- promptVersion is not null
isNotNull(prompt_version)
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
id IN (SELECT observation_id FROM scores FINAL
      WHERE project_id = {p1:String} AND name = {p2:String} AND observation_id != ''
        AND trace_id NOT IN (SELECT id FROM hidden_telemetry FINAL
    WHERE project_id = {p1:String} AND kind = 'trace' AND state IN ('hidden', 'purging'))
      GROUP BY observation_id HAVING avg(value) = {p3:Float64})
-- scores !=
id NOT IN (SELECT observation_id FROM scores FINAL
      WHERE project_id = {p1:String} AND name = {p2:String} AND observation_id != ''
        AND trace_id NOT IN (SELECT id FROM hidden_telemetry FINAL
    WHERE project_id = {p1:String} AND kind = 'trace' AND state IN ('hidden', 'purging'))
      GROUP BY observation_id HAVING avg(value) = {p3:Float64})
-- scores >
id IN (SELECT observation_id FROM scores FINAL
      WHERE project_id = {p1:String} AND name = {p2:String} AND observation_id != ''
        AND trace_id NOT IN (SELECT id FROM hidden_telemetry FINAL
    WHERE project_id = {p1:String} AND kind = 'trace' AND state IN ('hidden', 'purging'))
      GROUP BY observation_id HAVING avg(value) > {p3:Float64})
-- scores >=
id IN (SELECT observation_id FROM scores FINAL
      WHERE project_id = {p1:String} AND name = {p2:String} AND observation_id != ''
        AND trace_id NOT IN (SELECT id FROM hidden_telemetry FINAL
    WHERE project_id = {p1:String} AND kind = 'trace' AND state IN ('hidden', 'purging'))
      GROUP BY observation_id HAVING avg(value) >= {p3:Float64})
-- scores <
id IN (SELECT observation_id FROM scores FINAL
      WHERE project_id = {p1:String} AND name = {p2:String} AND observation_id != ''
        AND trace_id NOT IN (SELECT id FROM hidden_telemetry FINAL
    WHERE project_id = {p1:String} AND kind = 'trace' AND state IN ('hidden', 'purging'))
      GROUP BY observation_id HAVING avg(value) < {p3:Float64})
-- scores <=
id IN (SELECT observation_id FROM scores FINAL
      WHERE project_id = {p1:String} AND name = {p2:String} AND observation_id != ''
        AND trace_id NOT IN (SELECT id FROM hidden_telemetry FINAL
    WHERE project_id = {p1:String} AND kind = 'trace' AND state IN ('hidden', 'purging'))
      GROUP BY observation_id HAVING avg(value) <= {p3:Float64})
-- scores any of
id IN (SELECT observation_id FROM scores FINAL
      WHERE project_id = {p1:String} AND name = {p2:String} AND observation_id != ''
        AND trace_id NOT IN (SELECT id FROM hidden_telemetry FINAL
    WHERE project_id = {p1:String} AND kind = 'trace' AND state IN ('hidden', 'purging'))
      GROUP BY observation_id HAVING countIf(string_value IN {p3:Array(String)}) > 0)
-- scores none of
id NOT IN (SELECT observation_id FROM scores FINAL
      WHERE project_id = {p1:String} AND name = {p2:String} AND observation_id != ''
        AND trace_id NOT IN (SELECT id FROM hidden_telemetry FINAL
    WHERE project_id = {p1:String} AND kind = 'trace' AND state IN ('hidden', 'purging'))
      GROUP BY observation_id HAVING countIf(string_value IN {p3:Array(String)}) > 0)
-- scores is null
id NOT IN (SELECT observation_id FROM scores FINAL
      WHERE project_id = {p1:String} AND name = {p2:String} AND observation_id != ''
        AND trace_id NOT IN (SELECT id FROM hidden_telemetry FINAL
    WHERE project_id = {p1:String} AND kind = 'trace' AND state IN ('hidden', 'purging'))
      GROUP BY observation_id HAVING count() > 0)
-- scores is not null
id IN (SELECT observation_id FROM scores FINAL
      WHERE project_id = {p1:String} AND name = {p2:String} AND observation_id != ''
        AND trace_id NOT IN (SELECT id FROM hidden_telemetry FINAL
    WHERE project_id = {p1:String} AND kind = 'trace' AND state IN ('hidden', 'purging'))
      GROUP BY observation_id HAVING count() > 0)
-- sdkName =
sdk_name = {p1:String}
-- sdkName !=
sdk_name != {p1:String}
-- sdkName contains
(position(sdk_name, {p1:String}) > 0)
-- sdkName does not contain
NOT (position(sdk_name, {p1:String}) > 0)
-- sdkName starts with
startsWith(sdk_name, {p1:String})
-- sdkName ends with
endsWith(sdk_name, {p1:String})
-- sdkName any of
sdk_name IN {p1:Array(String)}
-- sdkName none of
sdk_name NOT IN {p1:Array(String)}
-- sdkName is null
sdk_name = ''
-- sdkName is not null
sdk_name != ''
-- endTime >
end_time > fromUnixTimestamp64Micro({p1:Int64}, 'UTC')
-- endTime >=
end_time >= fromUnixTimestamp64Micro({p1:Int64}, 'UTC')
-- endTime <
end_time < fromUnixTimestamp64Micro({p1:Int64}, 'UTC')
-- endTime <=
end_time <= fromUnixTimestamp64Micro({p1:Int64}, 'UTC')
-- tokensPerSecond =
ifNull(toFloat64(if(end_time > start_time, output_tokens / ((toUnixTimestamp64Micro(end_time) - toUnixTimestamp64Micro(start_time)) / 1000000), NULL)) = {p1:Float64}, 0)
-- tokensPerSecond !=
ifNull(toFloat64(if(end_time > start_time, output_tokens / ((toUnixTimestamp64Micro(end_time) - toUnixTimestamp64Micro(start_time)) / 1000000), NULL)) != {p1:Float64}, 0)
-- tokensPerSecond >
ifNull(toFloat64(if(end_time > start_time, output_tokens / ((toUnixTimestamp64Micro(end_time) - toUnixTimestamp64Micro(start_time)) / 1000000), NULL)) > {p1:Float64}, 0)
-- tokensPerSecond >=
ifNull(toFloat64(if(end_time > start_time, output_tokens / ((toUnixTimestamp64Micro(end_time) - toUnixTimestamp64Micro(start_time)) / 1000000), NULL)) >= {p1:Float64}, 0)
-- tokensPerSecond <
ifNull(toFloat64(if(end_time > start_time, output_tokens / ((toUnixTimestamp64Micro(end_time) - toUnixTimestamp64Micro(start_time)) / 1000000), NULL)) < {p1:Float64}, 0)
-- tokensPerSecond <=
ifNull(toFloat64(if(end_time > start_time, output_tokens / ((toUnixTimestamp64Micro(end_time) - toUnixTimestamp64Micro(start_time)) / 1000000), NULL)) <= {p1:Float64}, 0)
-- tokensPerSecond is null
isNull(if(end_time > start_time, output_tokens / ((toUnixTimestamp64Micro(end_time) - toUnixTimestamp64Micro(start_time)) / 1000000), NULL))
-- tokensPerSecond is not null
isNotNull(if(end_time > start_time, output_tokens / ((toUnixTimestamp64Micro(end_time) - toUnixTimestamp64Micro(start_time)) / 1000000), NULL))
-- inputCost =
ifNull(toFloat64(input_cost) = {p1:Float64}, 0)
-- inputCost !=
ifNull(toFloat64(input_cost) != {p1:Float64}, 0)
-- inputCost >
ifNull(toFloat64(input_cost) > {p1:Float64}, 0)
-- inputCost >=
ifNull(toFloat64(input_cost) >= {p1:Float64}, 0)
-- inputCost <
ifNull(toFloat64(input_cost) < {p1:Float64}, 0)
-- inputCost <=
ifNull(toFloat64(input_cost) <= {p1:Float64}, 0)
-- inputCost is null
isNull(input_cost)
-- inputCost is not null
isNotNull(input_cost)
-- outputCost =
ifNull(toFloat64(output_cost) = {p1:Float64}, 0)
-- outputCost !=
ifNull(toFloat64(output_cost) != {p1:Float64}, 0)
-- outputCost >
ifNull(toFloat64(output_cost) > {p1:Float64}, 0)
-- outputCost >=
ifNull(toFloat64(output_cost) >= {p1:Float64}, 0)
-- outputCost <
ifNull(toFloat64(output_cost) < {p1:Float64}, 0)
-- outputCost <=
ifNull(toFloat64(output_cost) <= {p1:Float64}, 0)
-- outputCost is null
isNull(output_cost)
-- outputCost is not null
isNotNull(output_cost)
