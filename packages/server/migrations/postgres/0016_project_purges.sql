-- safe online
-- How far the removal of a project has come, what is remembered of it for ever, and the proof. None of these refers to the
-- project's row, since they outlive it.

CREATE TABLE project_purges (
  project_id      text PRIMARY KEY,
  organization_id text NOT NULL,
  deletion_id     text,
  requested_by    text,
  requested_at    timestamptz,
  purge_after     timestamptz,
  step            text NOT NULL DEFAULT 'fence',
  progress        jsonb NOT NULL DEFAULT '{}',
  started_at      timestamptz NOT NULL DEFAULT now(),
  finished_at     timestamptz,
  attempts        integer NOT NULL DEFAULT 0,
  last_error      text,
  next_attempt_at timestamptz NOT NULL DEFAULT now(),
  -- Counts who works on it: what a worker writes counts only while the number is still its own.
  lease_token     bigint NOT NULL DEFAULT 0,
  lease_until     timestamptz
);
CREATE INDEX project_purges_open_idx ON project_purges (next_attempt_at) WHERE finished_at IS NULL;

CREATE TABLE project_tombstones (
  project_id      text PRIMARY KEY,
  organization_id text NOT NULL,
  certificate_id  text NOT NULL,
  purged_at       timestamptz NOT NULL DEFAULT now(),
  checked_at      timestamptz NOT NULL DEFAULT now(),
  check_after     timestamptz NOT NULL,
  checks          integer NOT NULL DEFAULT 0,
  -- What came in late and was removed by a later check, added up.
  late            jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX project_tombstones_check_idx ON project_tombstones (check_after);

CREATE TABLE deletion_certificates (
  id              text PRIMARY KEY,
  project_id      text NOT NULL,
  organization_id text NOT NULL,
  body            jsonb NOT NULL,
  signature       text NOT NULL,
  issued_at       timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX deletion_certificates_project_idx ON deletion_certificates (project_id);

-- The id of a purged project is never given again, whoever asks and however.
CREATE FUNCTION refuse_purged_project() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM project_tombstones WHERE project_id = NEW.id) THEN
    RAISE EXCEPTION 'the project % was purged, its id is not given again', NEW.id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER projects_never_again
  BEFORE INSERT ON projects
  FOR EACH ROW EXECUTE FUNCTION refuse_purged_project();
