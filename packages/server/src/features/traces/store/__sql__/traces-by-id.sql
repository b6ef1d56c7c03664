SELECT * FROM (
  SELECT id, toUnixTimestamp64Micro(timestamp) AS timestamp_us, name, user_id, session_id, tags, release, version,
    environment, is_public, bookmarked, input AS input_text, output AS output_text, metadata AS metadata_map,
    toUnixTimestamp64Micro(ingested_at) AS ingested_us, is_deleted FROM traces
  WHERE project_id = {p1:String} AND id IN {p2:Array(String)}
  ORDER BY row_version DESC LIMIT 1 BY toStartOfMinute(timestamp), id
)
WHERE is_deleted = 0 LIMIT 1 BY id
-- p1 = "project"
-- p2 = ["t"]
