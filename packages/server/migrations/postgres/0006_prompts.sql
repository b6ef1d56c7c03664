-- safe online
-- Prompts of a project: every version is a row, and versions never change their text.

CREATE TABLE prompts (
  id             text PRIMARY KEY,
  project_id     text NOT NULL REFERENCES projects (id),
  name           text NOT NULL CHECK (name <> ''),
  version        integer NOT NULL CHECK (version > 0),
  type           text NOT NULL CHECK (type IN ('text', 'chat')),
  -- A string for text, an array of messages for chat.
  prompt         jsonb NOT NULL,
  labels         text[] NOT NULL DEFAULT '{}',
  tags           text[] NOT NULL DEFAULT '{}',
  config         jsonb NOT NULL DEFAULT '{}',
  commit_message text,
  created_by     text NOT NULL,
  created_at     timestamptz NOT NULL DEFAULT now(),
  updated_at     timestamptz NOT NULL DEFAULT now(),
  UNIQUE (project_id, name, version)
);
