-- safe online
-- What is stored of a project goes on to a tool for product analytics, part by part, each by an export run.
CREATE TABLE analytics_syncs (
  project_id    text NOT NULL REFERENCES projects (id),
  provider      text NOT NULL CHECK (provider IN ('posthog', 'mixpanel')),
  endpoint      text NOT NULL,
  secret        bytea NOT NULL,
  tables        text[] NOT NULL,
  event_prefix  text NOT NULL,
  enabled       boolean NOT NULL DEFAULT true,
  -- What was stored before is sent.
  synced_until  timestamptz NOT NULL,
  synced_at     timestamptz,
  -- The part in hand: its end is written down with the run, and kept until all of it is sent.
  window_until  timestamptz,
  run_id        text,
  next_at       timestamptz NOT NULL DEFAULT now(),
  failures      integer NOT NULL DEFAULT 0,
  last_error    text,
  last_error_at timestamptz,
  created_at    timestamptz NOT NULL DEFAULT now(),
  updated_at    timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (project_id, provider)
);
CREATE INDEX analytics_syncs_due ON analytics_syncs (next_at) WHERE enabled AND run_id IS NULL;
