SELECT id, toUnixTimestamp64Micro(start_time) AS start_us,
  arrayFilter((place, found) -> found, ['name', 'statusMessage', 'input', 'output', 'metadata'], [
    positionCaseInsensitiveUTF8(name, {p1:String}) > 0 OR id = {p1:String}, positionCaseInsensitiveUTF8(status_message, {p1:String}) > 0, positionCaseInsensitiveUTF8(ifNull(input, ''), {p1:String}) > 0, positionCaseInsensitiveUTF8(ifNull(output, ''), {p1:String}) > 0,
    arrayExists(value -> positionCaseInsensitiveUTF8(value, {p1:String}) > 0, mapValues(metadata))
  ]) AS places
FROM observations FINAL
WHERE project_id = {p2:String} AND trace_id = {p3:String} AND notEmpty(places)
ORDER BY start_us, id LIMIT {p4:Int64}
-- p1 = "needle"
-- p2 = "project"
-- p3 = "t"
-- p4 = 10
