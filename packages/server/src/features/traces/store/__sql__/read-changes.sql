SELECT entity, entity_id, change_id, change FROM telemetry_changes
    WHERE project_id = {p1:String} AND entity_id IN {p2:Array(String)}
      AND (entity != 'member' OR entity_id IN {p3:Array(String)})
-- p1 = "project"
-- p2 = ["o","t"]
-- p3 = ["t"]
