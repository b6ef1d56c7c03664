-- safe online
-- What is known of a project that is being deleted, and how processes tell each other that they took notice.

ALTER TABLE projects
  ADD COLUMN deleted_at             timestamptz,
  ADD COLUMN deleted_by             text,
  ADD COLUMN deletion_reason        text,
  ADD COLUMN deletion_id            text,
  -- Fixed when marked; null is never purged.
  ADD COLUMN purge_after            timestamptz,
  ADD COLUMN status_before_deletion text CHECK (status_before_deletion IN ('ACTIVE', 'DISABLED')),
  ADD COLUMN restored_at            timestamptz,
  ADD COLUMN termination_protection boolean NOT NULL DEFAULT false,
  -- Why it must not be deleted; null when it may.
  ADD COLUMN legal_hold             text;
CREATE INDEX projects_purge_after_idx ON projects (status, purge_after);

-- Every running process, counted on until its lease ends.
CREATE TABLE processes (
  id          text PRIMARY KEY,
  started_at  timestamptz NOT NULL DEFAULT now(),
  lease_until timestamptz NOT NULL
);

-- What every process has to take notice of before the one that says it goes on.
CREATE TABLE barriers (
  id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  topic     text NOT NULL,
  payload   text NOT NULL,
  raised_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX barriers_raised_at_idx ON barriers (raised_at);

CREATE TABLE barrier_passes (
  barrier_id bigint NOT NULL REFERENCES barriers (id) ON DELETE CASCADE,
  process_id text NOT NULL,
  PRIMARY KEY (barrier_id, process_id)
);
