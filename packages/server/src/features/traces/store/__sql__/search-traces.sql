((id = {p1:String} OR user_id = {p1:String} OR session_id = {p1:String}) OR positionCaseInsensitiveUTF8(name, {p1:String}) > 0 OR (hasAllTokens(lower(ifNull(input, '')), {p2:Array(String)}) OR hasAllTokens(lower(ifNull(output, '')), {p2:Array(String)})) OR id IN (SELECT trace_id FROM observations FINAL
    WHERE project_id = {p3:String} AND start_time >= fromUnixTimestamp64Micro({p4:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p5:Int64}, 'UTC') AND (hasAllTokens(lower(ifNull(input, '')), {p2:Array(String)}) OR hasAllTokens(lower(ifNull(output, '')), {p2:Array(String)}))))
-- p1 = "Zürich weather"
-- p2 = ["zürich","weather"]
-- p3 = "project"
-- p4 = 1763596400000000
-- p5 = 1764304800000000
