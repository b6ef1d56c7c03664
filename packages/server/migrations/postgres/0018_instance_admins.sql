-- safe online
-- Who looks after the instance, and what two of them have to want before it is done.

ALTER TABLE users ADD COLUMN instance_admin boolean NOT NULL DEFAULT false;
UPDATE users SET instance_admin = true WHERE id = (SELECT id FROM users ORDER BY created_at, id LIMIT 1);

-- The first person of an instance is its first admin.
CREATE FUNCTION make_first_user_admin() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM users) THEN NEW.instance_admin := true; END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER users_first_is_admin BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION make_first_user_admin();

-- What one admin asked for and a second one has to confirm; used once, and not for long.
CREATE TABLE admin_requests (
  id            text PRIMARY KEY,
  action        text NOT NULL,
  target        text NOT NULL,
  reason        text NOT NULL,
  asked_by_id   text NOT NULL,
  asked_by_name text NOT NULL,
  asked_at      timestamptz NOT NULL DEFAULT now(),
  expires_at    timestamptz NOT NULL,
  confirmed_by  text,
  used_at       timestamptz
);
CREATE INDEX admin_requests_target_idx ON admin_requests (action, target) WHERE used_at IS NULL;
