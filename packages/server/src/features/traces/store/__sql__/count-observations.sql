SELECT count() AS n FROM observations FINAL WHERE project_id = {p1:String} AND start_time >= fromUnixTimestamp64Micro({p2:Int64}, 'UTC') AND start_time < fromUnixTimestamp64Micro({p3:Int64}, 'UTC') AND environment = 'production'
-- p1 = "project"
-- p2 = 1763600000000000
-- p3 = 1763700000000000
