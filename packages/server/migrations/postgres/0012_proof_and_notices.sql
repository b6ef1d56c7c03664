-- safe online
-- Proof of the person before a sensitive action, mails that share the fate of a change, and what a deletion asks of plans.

-- One sensitive action of one person in one session: the steps to prove who they are, taken in order, used once.
CREATE TABLE challenges (
  id           text PRIMARY KEY,
  user_id      text NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  session_id   text NOT NULL,
  action       text NOT NULL,
  target       text NOT NULL,
  steps        text[] NOT NULL,
  steps_done   integer NOT NULL DEFAULT 0,
  -- HMAC-SHA-256 of the code that was sent by mail, under a key derived from SECRET_KEY.
  code_hash    bytea,
  failures     integer NOT NULL DEFAULT 0,
  created_at   timestamptz NOT NULL DEFAULT now(),
  expires_at   timestamptz NOT NULL,
  used_at      timestamptz
);
CREATE INDEX challenges_user_id_idx ON challenges (user_id, created_at);

ALTER TABLE users
  ADD COLUMN failed_proofs integer NOT NULL DEFAULT 0,
  ADD COLUMN proofs_locked_until timestamptz;

-- Written in the transaction of the change that it tells of; sent at least once, under an id that stays.
CREATE TABLE outbox (
  id              text PRIMARY KEY,
  topic           text NOT NULL,
  payload         jsonb NOT NULL,
  project_id      text,
  created_at      timestamptz NOT NULL DEFAULT now(),
  due_at          timestamptz NOT NULL DEFAULT now(),
  claimed_until   timestamptz,
  sent_at         timestamptz,
  attempts        integer NOT NULL DEFAULT 0,
  last_error      text
);
CREATE INDEX outbox_due_idx ON outbox (due_at) WHERE sent_at IS NULL;
CREATE INDEX outbox_project_id_idx ON outbox (project_id);

ALTER TABLE organizations
  ADD COLUMN plan             text NOT NULL DEFAULT 'free',
  -- What an event costs, in the plan's currency; 0 is free.
  ADD COLUMN price_per_event  numeric NOT NULL DEFAULT 0 CHECK (price_per_event >= 0),
  -- Up to when usage is settled; null is not at all.
  ADD COLUMN billed_until     timestamptz,
  ADD COLUMN deleted_at       timestamptz,
  ADD COLUMN deleted_by       text,
  ADD COLUMN deletion_reason  text,
  ADD COLUMN deletion_id      text,
  ADD COLUMN purge_after      timestamptz;
CREATE INDEX organizations_purge_after_idx ON organizations (purge_after) WHERE deleted_at IS NOT NULL;
