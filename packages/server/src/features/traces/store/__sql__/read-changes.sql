SELECT entity, entity_id, change_id, change FROM telemetry_changes
    PREWHERE project_id = {p1:String} AND entity_id IN {p2:Array(String)}
      AND if(entity = 'member',
        entity_id IN {p3:Array(String)} AND change_id NOT IN {p4:Array(String)},
        change_id NOT IN {p5:Array(String)})
-- p1 = "project"
-- p2 = ["o","t"]
-- p3 = ["t"]
-- p4 = ["o"]
-- p5 = ["c"]
