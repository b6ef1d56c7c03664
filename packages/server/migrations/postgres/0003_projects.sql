-- safe online
-- Projects, and roles that count within one project only.

CREATE TABLE projects (
  id                text PRIMARY KEY,
  organization_id   text NOT NULL REFERENCES organizations (id),
  name              text NOT NULL,
  metadata          jsonb NOT NULL DEFAULT '{}',
  retention_days    integer CHECK (retention_days > 0),
  status            text NOT NULL DEFAULT 'ACTIVE'
    CHECK (status IN ('ACTIVE', 'DISABLED', 'PENDING_DELETION', 'PURGING', 'VERIFYING', 'PURGE_BLOCKED', 'PURGED')),
  status_updated_at timestamptz NOT NULL DEFAULT now(),
  -- Counts the changes of status, so that a change is made by compare-and-set and late work of an older state is told apart.
  epoch             integer NOT NULL DEFAULT 0,
  created_at        timestamptz NOT NULL DEFAULT now(),
  updated_at        timestamptz NOT NULL DEFAULT now(),
  UNIQUE (id, organization_id)
);
-- The name of a deleted project is free again.
CREATE UNIQUE INDEX projects_name_idx ON projects (organization_id, name) WHERE status IN ('ACTIVE', 'DISABLED');
CREATE INDEX projects_organization_id_idx ON projects (organization_id);
CREATE INDEX projects_status_idx ON projects (status, status_updated_at);

-- The organization is part of the row so that who leaves it loses the roles in its projects by the database's own rule.
CREATE TABLE project_members (
  project_id      text NOT NULL,
  organization_id text NOT NULL,
  user_id         text NOT NULL,
  role            text NOT NULL CHECK (role IN ('OWNER', 'ADMIN', 'MEMBER', 'VIEWER', 'NONE')),
  created_at      timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (project_id, user_id),
  FOREIGN KEY (project_id, organization_id) REFERENCES projects (id, organization_id),
  FOREIGN KEY (organization_id, user_id) REFERENCES organization_members (organization_id, user_id) ON DELETE CASCADE
);
CREATE INDEX project_members_user_id_idx ON project_members (user_id);
CREATE INDEX project_members_organization_user_idx ON project_members (organization_id, user_id);
