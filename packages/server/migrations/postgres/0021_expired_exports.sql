-- safe online
-- When the files of an export whose days were over were removed; the run stays.
ALTER TABLE export_runs ADD COLUMN files_removed_at timestamptz;
CREATE INDEX export_runs_expires_at_idx ON export_runs (expires_at) WHERE files_removed_at IS NULL;
