id IN (SELECT trace_id FROM scores FINAL
      WHERE project_id = {p1:String} AND name = {p2:String} AND trace_id != ''
        AND trace_id NOT IN (SELECT id FROM hidden_telemetry FINAL
    WHERE project_id = {p1:String} AND kind = 'trace' AND state IN ('hidden', 'purging'))
      GROUP BY trace_id HAVING avg(value) > {p3:Float64})