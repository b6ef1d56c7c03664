-- safe online
-- A model that was deleted is kept until its deletion is purged; its name is free at once.
ALTER TABLE models
  ADD COLUMN deleted_at      timestamptz,
  ADD COLUMN deleted_by      text,
  ADD COLUMN deletion_reason text,
  ADD COLUMN deletion_id     text;

ALTER TABLE models DROP CONSTRAINT models_project_id_name_start_at_key;
CREATE UNIQUE INDEX models_name_start_idx ON models (project_id, name, start_at) NULLS NOT DISTINCT WHERE deleted_at IS NULL;
CREATE INDEX models_deletion_idx ON models (deletion_id) WHERE deletion_id IS NOT NULL;
