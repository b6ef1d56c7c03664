SELECT * FROM (
  SELECT trace_id, id, parent_id, is_root, type, name,
    toUnixTimestamp64Micro(start_time) AS start_us, toUnixTimestamp64Micro(end_time) AS end_us,
    toUnixTimestamp64Micro(completion_start_time) AS completion_start_us, (toUnixTimestamp64Micro(end_time) - toUnixTimestamp64Micro(start_time)) / 1000000 AS latency, (toUnixTimestamp64Micro(completion_start_time) - toUnixTimestamp64Micro(start_time)) / 1000000 AS first_token,
    level, status_message, environment, release, version, trace_name, user_id, session_id, tags, model, prompt_name,
    prompt_version, input_tokens, output_tokens, total_tokens, toString(total_cost) AS cost_text, sdk_name,
    toUnixTimestamp64Micro(ingested_at) AS ingested_us, if(isNull(input_length), NULL, input_preview) AS input_text, if(isNull(output_length), NULL, output_preview) AS output_text, map() AS metadata_map, is_deleted FROM observations
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
