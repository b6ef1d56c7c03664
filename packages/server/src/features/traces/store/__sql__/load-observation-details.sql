SELECT * FROM (
  SELECT trace_id, id, parent_id, is_root, type, name,
    toUnixTimestamp64Micro(start_time) AS start_us, toUnixTimestamp64Micro(end_time) AS end_us,
    toUnixTimestamp64Micro(completion_start_time) AS completion_start_us, (toUnixTimestamp64Micro(end_time) - toUnixTimestamp64Micro(start_time)) / 1000000 AS latency, (toUnixTimestamp64Micro(completion_start_time) - toUnixTimestamp64Micro(start_time)) / 1000000 AS first_token,
    level, status_message, environment, release, version, trace_name, user_id, session_id, tags, model, prompt_name,
    prompt_version, input_tokens, output_tokens, total_tokens, toString(total_cost) AS cost_text, sdk_name,
    toUnixTimestamp64Micro(ingested_at) AS ingested_us, model_id, model_parameters, prompt_id, provided_usage, usage, provided_cost, cost,
    cost_lines, pricing_tier, tool_definitions, tool_calls, tool_call_names, source, scope_name, sdk_version, mapped_from,
    flags, toString(input_cost) AS input_cost_text, toString(output_cost) AS output_cost_text, input AS input_text, output AS output_text, metadata AS metadata_map, is_deleted FROM observations
  WHERE project_id = {p1:String} AND start_time >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC')
    AND start_time <= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND trace_id IN {p3:Array(String)}
    AND id IN {p4:Array(String)}
  ORDER BY row_version DESC LIMIT 1 BY toStartOfMinute(start_time), trace_id, id
)
WHERE is_deleted = 0
-- p1 = "project"
-- p2 = 1763600000000001
-- p3 = ["t"]
-- p4 = ["o"]
