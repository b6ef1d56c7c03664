-- safe online
-- Written before a segment is read, so that a reading which ends the whole process leaves a mark. `begun` counts the
-- readings that began since one came to an end; `requests_begun` does the same for each request by its place in the
-- segment, while a segment that may end the process is read request by request, and keeps those that are given up.
ALTER TABLE ingestion_segments
    ADD COLUMN begun          integer NOT NULL DEFAULT 0,
    ADD COLUMN requests_begun jsonb   NOT NULL DEFAULT '{}';
