-- safe online
-- Telemetry may also be kept by how much of it there is: the newest steps of a project or environment, or what fits
-- into a share of the disk.
ALTER TABLE projects
  ADD COLUMN retention_max_steps bigint CHECK (retention_max_steps > 0),
  ADD COLUMN retention_disk_percent integer CHECK (retention_disk_percent BETWEEN 1 AND 100);
ALTER TABLE retention_rules
  ALTER COLUMN days DROP NOT NULL,
  ADD COLUMN max_steps bigint CHECK (max_steps > 0),
  ADD CONSTRAINT retention_rules_say_something CHECK (days IS NOT NULL OR max_steps IS NOT NULL);

-- Since when somebody looks after the instance; null: from its beginning. For a day it counts for nothing where two
-- admins are asked, or one would make the other for the occasion.
ALTER TABLE users ADD COLUMN instance_admin_since timestamptz;
