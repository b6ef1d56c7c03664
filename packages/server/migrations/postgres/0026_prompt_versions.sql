-- safe online
-- Versions in the trash keep their numbers, so that a number never means two texts while either can be seen.
ALTER TABLE prompts
  ADD COLUMN deleted_at      timestamptz,
  ADD COLUMN deleted_by      text,
  ADD COLUMN deletion_reason text,
  ADD COLUMN deletion_id     text;
CREATE INDEX prompts_deletion_idx ON prompts (deletion_id) WHERE deletion_id IS NOT NULL;

-- A label names one version of a prompt; `latest` is not stored, since it is always the highest.
ALTER TABLE prompts ADD CONSTRAINT prompts_latest_is_derived CHECK (NOT 'latest' = ANY (labels));

-- What a version's text refers to, as it was written: by number or by label, never both.
CREATE TABLE prompt_references (
  prompt_id     text NOT NULL REFERENCES prompts (id) ON DELETE CASCADE,
  project_id    text NOT NULL REFERENCES projects (id),
  position      integer NOT NULL,
  child_name    text NOT NULL,
  child_version integer,
  child_label   text,
  PRIMARY KEY (prompt_id, position),
  CHECK ((child_version IS NULL) <> (child_label IS NULL))
);
CREATE INDEX prompt_references_child_idx ON prompt_references (project_id, child_name);

-- Labels that only an admin or a key may move.
CREATE TABLE protected_prompt_labels (
  project_id text NOT NULL REFERENCES projects (id),
  label      text NOT NULL,
  PRIMARY KEY (project_id, label)
);
