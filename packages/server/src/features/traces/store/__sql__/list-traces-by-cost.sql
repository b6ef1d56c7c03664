SELECT id, toUnixTimestamp64Micro(timestamp) AS timestamp_us, name, user_id, session_id, tags, release, version,
    environment, is_public, bookmarked, if(isNull(input_length), NULL, input_preview) AS input_text, if(isNull(output_length), NULL, output_preview) AS output_text, map() AS metadata_map,
    toUnixTimestamp64Micro(ingested_at) AS ingested_us, ifNull(toFloat64(steps.aggregate), -1) AS sort_key
FROM traces FINAL LEFT JOIN (
    SELECT trace_id, toNullable(toFloat64(sum(total_cost))) AS aggregate FROM observations FINAL
    WHERE project_id = {p1:String} AND start_time >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') GROUP BY trace_id
  ) AS steps ON steps.trace_id = traces.id
WHERE project_id = {p1:String} AND timestamp >= fromUnixTimestamp64Micro({p4:Int64}, 'UTC') AND timestamp < fromUnixTimestamp64Micro({p5:Int64}, 'UTC') AND environment = 'production'
ORDER BY sort_key DESC, timestamp DESC, id DESC
LIMIT {p6:Int64} OFFSET {p7:Int64}
-- p1 = "project"
-- p2 = 1763596400000000
-- p3 = 1764304800000000
-- p4 = 1763600000000000
-- p5 = 1763700000000000
-- p6 = 51
-- p7 = 0
