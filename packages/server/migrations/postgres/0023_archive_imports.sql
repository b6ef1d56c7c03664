-- safe online
-- Archives of a project that are brought into one: what was received, what came of checking it, how far storing is.

CREATE TABLE archive_imports (
  id text PRIMARY KEY,
  project_id text NOT NULL REFERENCES projects (id),
  state text NOT NULL DEFAULT 'RECEIVING'
    CHECK (state IN ('RECEIVING', 'CHECKING', 'CHECKED', 'IMPORTING', 'COMPLETED', 'FAILED', 'CANCELLED')),
  -- Only looked at so far: what would come is told, and somebody has to say go.
  dry_run boolean NOT NULL,
  with_settings boolean NOT NULL,
  requested_by_kind text NOT NULL,
  requested_by_id text NOT NULL,
  requested_by_name text NOT NULL,
  requested_at timestamptz NOT NULL DEFAULT now(),
  manifest jsonb,
  -- By table: rows that are new, the same, replaced, kept, dropped.
  counts jsonb NOT NULL DEFAULT '{}',
  -- False: somebody reads the project by the time of storing, so rows get the time of the import.
  keep_times boolean,
  -- Files that are checked, then files that are stored.
  files_checked integer NOT NULL DEFAULT 0,
  files_stored integer NOT NULL DEFAULT 0,
  rows_stored bigint NOT NULL DEFAULT 0,
  -- Raised by whoever takes the work; nobody writes with an older one.
  epoch integer NOT NULL DEFAULT 0,
  heartbeat_at timestamptz,
  attempts integer NOT NULL DEFAULT 0,
  next_attempt_at timestamptz NOT NULL DEFAULT now(),
  error text,
  started_at timestamptz,
  finished_at timestamptz
);

CREATE INDEX archive_imports_by_project ON archive_imports (project_id, requested_at DESC, id);
CREATE INDEX archive_imports_open ON archive_imports (requested_at)
  WHERE state IN ('RECEIVING', 'CHECKING', 'CHECKED', 'IMPORTING');
