-- safe online
-- An export run takes rows of a project out of the product, in files. What it has done is in its row, so that any worker goes
-- on where another one was left.
CREATE TABLE export_runs (
  id                text PRIMARY KEY,
  project_id        text NOT NULL REFERENCES projects (id),
  kind              text NOT NULL CHECK (kind IN ('batch', 'scheduled', 'archive', 'sync')),
  -- What it belongs to, such as a schedule.
  source_id         text,
  request           jsonb NOT NULL,
  -- Rows that were stored at this time or later are not in it. Microseconds.
  cut_us            bigint NOT NULL,
  state             text NOT NULL DEFAULT 'QUEUED'
    CHECK (state IN ('QUEUED', 'RUNNING', 'COMPLETED', 'FAILED', 'CANCELLED')),
  requested_by_kind text NOT NULL,
  requested_by_id   text NOT NULL,
  requested_by_name text NOT NULL,
  created_at        timestamptz NOT NULL DEFAULT now(),
  started_at        timestamptz,
  finished_at       timestamptz,
  -- Until when its files are kept; null is until somebody removes them.
  expires_at        timestamptz,
  -- Counts who works on it: what a worker writes counts only while the number is still its own.
  epoch             bigint NOT NULL DEFAULT 0,
  heartbeat_at      timestamptz,
  -- Failures since the last window that succeeded.
  attempts          integer NOT NULL DEFAULT 0,
  next_attempt_at   timestamptz NOT NULL DEFAULT now(),
  -- Which table it is at, and behind which key.
  cursor            jsonb NOT NULL DEFAULT '{"table": 0, "after": null}',
  -- Rows that the next window takes.
  window_rows       integer NOT NULL DEFAULT 0,
  windows           integer NOT NULL DEFAULT 0,
  splits            integer NOT NULL DEFAULT 0,
  retries           integer NOT NULL DEFAULT 0,
  rows              bigint NOT NULL DEFAULT 0,
  bytes             bigint NOT NULL DEFAULT 0,
  expected_rows     bigint,
  -- It stopped at the most rows that it was asked for.
  truncated         boolean NOT NULL DEFAULT false,
  error             text,
  -- Since when nothing is in its folder that it does not name.
  swept_at          timestamptz,
  UNIQUE (id, project_id)
);
CREATE INDEX export_runs_open_idx ON export_runs (next_attempt_at) WHERE state IN ('QUEUED', 'RUNNING');
CREATE INDEX export_runs_project_idx ON export_runs (project_id, created_at);
CREATE INDEX export_runs_unswept_idx ON export_runs (finished_at) WHERE swept_at IS NULL;

-- A file is entered together with the progress of its run, so that none is missing and none is in it twice.
CREATE TABLE export_files (
  run_id     text NOT NULL,
  project_id text NOT NULL,
  number     integer NOT NULL,
  table_name text NOT NULL,
  -- Below the folder of the run.
  name       text NOT NULL,
  rows       bigint NOT NULL,
  bytes      bigint NOT NULL,
  sha256     text NOT NULL,
  -- Of its rows, microseconds; null where they have no times.
  min_us     bigint,
  max_us     bigint,
  PRIMARY KEY (run_id, number),
  FOREIGN KEY (run_id, project_id) REFERENCES export_runs (id, project_id) ON DELETE CASCADE
);
CREATE INDEX export_files_project_idx ON export_files (project_id);
