-- safe online
-- Addresses that an organization wants to be told at what becomes of its projects.
CREATE TABLE webhooks (
  id              text PRIMARY KEY,
  organization_id text NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  url             text NOT NULL,
  secret          bytea NOT NULL,
  created_by      text NOT NULL,
  created_at      timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, url)
);
