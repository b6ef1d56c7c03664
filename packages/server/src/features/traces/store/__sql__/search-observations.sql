((id = {p1:String} OR trace_id = {p1:String} OR user_id = {p1:String} OR session_id = {p1:String}) OR positionCaseInsensitiveUTF8(name, {p1:String}) > 0 OR (hasAllTokens(lower(ifNull(input, '')), {p2:Array(String)}) OR hasAllTokens(lower(ifNull(output, '')), {p2:Array(String)})))
-- p1 = "Zürich weather"
-- p2 = ["zürich","weather"]
