-- safe online
-- Keys of programs, and the record of what was done by whom.

CREATE TABLE api_keys (
  id              text PRIMARY KEY,
  scope           text NOT NULL CHECK (scope IN ('PROJECT', 'ORGANIZATION')),
  organization_id text NOT NULL REFERENCES organizations (id),
  project_id      text REFERENCES projects (id),
  public_key      text NOT NULL UNIQUE,
  -- HMAC-SHA-256 of the secret key under a key derived from SECRET_KEY: a copy of this table opens nothing.
  secret_hash     bytea NOT NULL UNIQUE,
  -- The end of the secret key, to recognise it by.
  display_secret  text NOT NULL,
  note            text,
  created_by      text REFERENCES users (id) ON DELETE SET NULL,
  created_at      timestamptz NOT NULL DEFAULT now(),
  expires_at      timestamptz,
  last_used_at    timestamptz,
  revoked_at      timestamptz,
  CHECK ((scope = 'PROJECT') = (project_id IS NOT NULL))
);
CREATE INDEX api_keys_project_id_idx ON api_keys (project_id);
CREATE INDEX api_keys_organization_id_idx ON api_keys (organization_id);

-- Every process caches keys. Whoever changes what a key opens, by whatever way, the others hear of it at commit.
CREATE FUNCTION notify_api_key_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('api_keys_changed', 'key:' || coalesce(NEW.public_key, OLD.public_key));
  RETURN NULL;
END
$$;
CREATE TRIGGER api_keys_changed
  AFTER INSERT OR DELETE OR UPDATE OF public_key, secret_hash, revoked_at, expires_at ON api_keys
  FOR EACH ROW EXECUTE FUNCTION notify_api_key_changed();

CREATE FUNCTION notify_project_keys_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('api_keys_changed', 'project:' || coalesce(NEW.id, OLD.id));
  RETURN NULL;
END
$$;
CREATE TRIGGER project_keys_changed
  AFTER DELETE OR UPDATE OF status, epoch ON projects
  FOR EACH ROW EXECUTE FUNCTION notify_project_keys_changed();

-- No foreign keys: an entry outlives what it describes.
CREATE TABLE audit_log (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at              timestamptz NOT NULL,
  organization_id text,
  project_id      text,
  actor_kind      text NOT NULL CHECK (actor_kind IN ('user', 'api-key', 'system')),
  actor_id        text NOT NULL,
  actor_name      text NOT NULL,
  action          text NOT NULL,
  entity_type     text,
  entity_id       text,
  details         jsonb NOT NULL DEFAULT '{}',
  ip              text
);
CREATE INDEX audit_log_organization_idx ON audit_log (organization_id, id DESC);
CREATE INDEX audit_log_project_idx ON audit_log (project_id, id DESC);

CREATE FUNCTION refuse_audit_log_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit_log is append-only';
END
$$;
CREATE TRIGGER audit_log_append_only
  BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_log_change();
