SELECT id, toUnixTimestamp64Micro(timestamp) AS timestamp_us, name, user_id, session_id, tags, release, version,
    environment, is_public, bookmarked, if(isNull(input_length), NULL, input_preview) AS input_text, if(isNull(output_length), NULL, output_preview) AS output_text, map() AS metadata_map,
    toUnixTimestamp64Micro(ingested_at) AS ingested_us, 0 AS sort_key
FROM traces FINAL
WHERE project_id = {p1:String} AND timestamp >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND timestamp < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND environment = 'production'
ORDER BY timestamp DESC, id DESC
LIMIT {p4:Int64} OFFSET {p5:Int64}
-- p1 = "project"
-- p2 = 1763600000000000
-- p3 = 1763700000000000
-- p4 = 51
-- p5 = 0
