-- safe online
-- The second factor of people who set one up. Secret and backup codes are encrypted under the instance's key;
-- last_used_step is the newest 30 second step whose code was taken, so that no code counts twice.

ALTER TABLE users ADD COLUMN two_factor_enabled boolean NOT NULL DEFAULT false;

CREATE TABLE auth_second_factors (
  id                        text PRIMARY KEY,
  user_id                   text NOT NULL UNIQUE REFERENCES users (id) ON DELETE CASCADE,
  secret                    text NOT NULL,
  backup_codes              text NOT NULL,
  verified                  boolean NOT NULL DEFAULT false,
  failed_verification_count integer NOT NULL DEFAULT 0,
  locked_until              timestamptz,
  last_used_step            bigint
);
