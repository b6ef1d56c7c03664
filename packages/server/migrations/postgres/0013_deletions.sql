-- safe online
-- One row for each operation that took things out of a project: what, who, when, why, and when it becomes final. What
-- it took carries its id, so that exactly that can come back. purge_after is fixed when the row is made; without one
-- nothing is ever removed.
CREATE TABLE deletions (
  id                text PRIMARY KEY,
  organization_id   text NOT NULL,
  project_id        text NOT NULL REFERENCES projects (id),
  entity_type       text NOT NULL,
  entity_id         text,
  entity_name       text NOT NULL,
  selection         jsonb NOT NULL DEFAULT '{}',
  reason            text NOT NULL DEFAULT '',
  requested_by_kind text NOT NULL,
  requested_by_id   text NOT NULL,
  requested_by_name text NOT NULL,
  requested_at      timestamptz NOT NULL DEFAULT now(),
  purge_after       timestamptz,
  state             text NOT NULL DEFAULT 'HIDING'
    CHECK (state IN ('HIDING', 'HIDDEN', 'RESTORING', 'RESTORED', 'PURGING', 'PURGED', 'FAILED')),
  state_updated_at  timestamptz NOT NULL DEFAULT now(),
  counts            jsonb NOT NULL DEFAULT '{}',
  progress          jsonb NOT NULL DEFAULT '{}',
  receipt           jsonb,
  lease_until       timestamptz,
  attempts          integer NOT NULL DEFAULT 0,
  next_attempt_at   timestamptz NOT NULL DEFAULT now(),
  last_error        text,
  swept_at          timestamptz
);

CREATE INDEX deletions_by_project ON deletions (project_id, requested_at DESC, id);
CREATE INDEX deletions_due ON deletions (purge_after) WHERE state = 'HIDDEN';
CREATE INDEX deletions_at_work ON deletions (next_attempt_at) WHERE state IN ('HIDING', 'RESTORING', 'PURGING', 'FAILED');
CREATE INDEX deletions_tombstones ON deletions (project_id) WHERE state IN ('PURGING', 'PURGED', 'FAILED');
