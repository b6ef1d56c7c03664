SELECT * FROM (
  SELECT id, toUnixTimestamp64Micro(timestamp) AS timestamp_us, trace_id, observation_id,
    session_id, dataset_run_id, name, data_type, source, value, string_value, comment, metadata, environment, config_id,
    queue_id, author_user_id, execution_trace_id, toUnixTimestamp64Micro(ingested_at) AS ingested_us, is_deleted FROM scores
  WHERE project_id = {p1:String} AND id IN (SELECT id FROM scores WHERE project_id = {p1:String} AND trace_id IN {p2:Array(String)})
  ORDER BY row_version DESC, ingested_at DESC LIMIT 1 BY id
)
WHERE is_deleted = 0 AND trace_id IN {p2:Array(String)} AND trace_id NOT IN (SELECT id FROM hidden_telemetry FINAL
    WHERE project_id = {p1:String} AND kind = 'trace' AND state IN ('hidden', 'purging'))
ORDER BY timestamp_us DESC, id LIMIT {p3:Int64}