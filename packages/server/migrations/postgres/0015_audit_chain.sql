-- safe online
-- Entries of an organization form a chain: each holds the hash of the one before, and its own over all that it says. Entries
-- from before this migration stay as they are, outside of the chain; a new entry without its place in one is refused.
ALTER TABLE audit_log
    ADD COLUMN chain         text,
    ADD COLUMN sequence      bigint,
    ADD COLUMN previous_hash bytea,
    ADD COLUMN hash          bytea;

ALTER TABLE audit_log ADD CONSTRAINT audit_log_chained
    CHECK (chain IS NOT NULL AND sequence IS NOT NULL AND hash IS NOT NULL) NOT VALID;

CREATE UNIQUE INDEX audit_log_chain_idx ON audit_log (chain, sequence);

-- The end of every chain: its row is the lock that entries are written under, and shows when the newest are missing.
CREATE TABLE audit_chains (
    chain  text PRIMARY KEY,
    length bigint NOT NULL DEFAULT 0,
    head   bytea
);
