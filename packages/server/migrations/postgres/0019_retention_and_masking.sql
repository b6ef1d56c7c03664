-- safe online
-- How long telemetry of an environment is kept where that differs from the project's own number of days.
CREATE TABLE retention_rules (
  project_id  text NOT NULL REFERENCES projects (id),
  environment text NOT NULL CHECK (environment <> ''),
  days        integer NOT NULL CHECK (days > 0),
  PRIMARY KEY (project_id, environment)
);

-- What is taken out of everything that a project is sent, before anything of it is kept.
CREATE TABLE masking_rules (
  project_id text PRIMARY KEY REFERENCES projects (id),
  rules      jsonb NOT NULL DEFAULT '[]',
  updated_at timestamptz NOT NULL DEFAULT now()
);
