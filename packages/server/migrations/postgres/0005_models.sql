-- safe online
-- A project's own models and what they cost. The public price list is part of the program, not of the database.

CREATE TABLE models (
  id            text PRIMARY KEY,
  project_id    text NOT NULL REFERENCES projects (id),
  name          text NOT NULL CHECK (name <> ''),
  -- RE2 syntax, found anywhere in the model name of an observation.
  match_pattern text NOT NULL CHECK (match_pattern <> ''),
  -- Holds for observations that started at this time or later; null: for all.
  start_at      timestamptz,
  unit          text NOT NULL DEFAULT 'TOKENS'
    CHECK (unit IN ('TOKENS', 'CHARACTERS', 'MILLISECONDS', 'SECONDS', 'REQUESTS', 'IMAGES')),
  created_at    timestamptz NOT NULL DEFAULT now(),
  updated_at    timestamptz NOT NULL DEFAULT now(),
  UNIQUE NULLS NOT DISTINCT (project_id, name, start_at),
  UNIQUE (id, project_id)
);

CREATE TABLE model_tiers (
  id         text PRIMARY KEY,
  model_id   text NOT NULL,
  project_id text NOT NULL,
  name       text NOT NULL CHECK (name <> ''),
  -- Tiers are tried in this order; the one without conditions holds when no other does.
  position   integer NOT NULL CHECK (position >= 0),
  conditions jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(conditions) = 'array'),
  -- US dollars per unit by usage class, as decimal text: a number would be read as a float.
  prices     jsonb NOT NULL CHECK (jsonb_typeof(prices) = 'object'),
  FOREIGN KEY (model_id, project_id) REFERENCES models (id, project_id) ON DELETE CASCADE,
  UNIQUE (model_id, position),
  UNIQUE (model_id, name)
);
CREATE INDEX model_tiers_project_id_idx ON model_tiers (project_id);
