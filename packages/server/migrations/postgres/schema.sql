-- Dumped from the migrated schema; written by `npm run generate`, never by hand.

CREATE OR REPLACE FUNCTION public.make_first_user_admin()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF NOT EXISTS (SELECT FROM users) THEN NEW.instance_admin := true; END IF;
  RETURN NEW;
END
$function$;

CREATE OR REPLACE FUNCTION public.notify_api_key_changed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM pg_notify('api_keys_changed', 'key:' || coalesce(NEW.public_key, OLD.public_key));
  RETURN NULL;
END
$function$;

CREATE OR REPLACE FUNCTION public.notify_project_keys_changed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM pg_notify('api_keys_changed', 'project:' || coalesce(NEW.id, OLD.id));
  RETURN NULL;
END
$function$;

CREATE OR REPLACE FUNCTION public.refuse_audit_log_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  RAISE EXCEPTION 'audit_log is append-only';
END
$function$;

CREATE OR REPLACE FUNCTION public.refuse_purged_project()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF EXISTS (SELECT FROM project_tombstones WHERE project_id = NEW.id) THEN
    RAISE EXCEPTION 'the project % was purged, its id is not given again', NEW.id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END
$function$;

CREATE TABLE admin_requests (
  id text NOT NULL,
  action text NOT NULL,
  target text NOT NULL,
  reason text NOT NULL,
  asked_by_id text NOT NULL,
  asked_by_name text NOT NULL,
  asked_at timestamp with time zone NOT NULL DEFAULT now(),
  expires_at timestamp with time zone NOT NULL,
  confirmed_by text,
  used_at timestamp with time zone,
  CONSTRAINT admin_requests_pkey PRIMARY KEY (id)
);

CREATE TABLE analytics_syncs (
  project_id text NOT NULL,
  provider text NOT NULL,
  endpoint text NOT NULL,
  secret bytea NOT NULL,
  tables text[] NOT NULL,
  event_prefix text NOT NULL,
  enabled boolean NOT NULL DEFAULT true,
  synced_until timestamp with time zone NOT NULL,
  synced_at timestamp with time zone,
  window_until timestamp with time zone,
  run_id text,
  next_at timestamp with time zone NOT NULL DEFAULT now(),
  failures integer NOT NULL DEFAULT 0,
  last_error text,
  last_error_at timestamp with time zone,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  updated_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT analytics_syncs_pkey PRIMARY KEY (project_id, provider),
  CONSTRAINT analytics_syncs_provider_check CHECK ((provider = ANY (ARRAY['posthog'::text, 'mixpanel'::text]))),
  CONSTRAINT analytics_syncs_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id)
);

CREATE TABLE api_keys (
  id text NOT NULL,
  scope text NOT NULL,
  organization_id text NOT NULL,
  project_id text,
  public_key text NOT NULL,
  secret_hash bytea NOT NULL,
  display_secret text NOT NULL,
  note text,
  created_by text,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  expires_at timestamp with time zone,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  CONSTRAINT api_keys_pkey PRIMARY KEY (id),
  CONSTRAINT api_keys_public_key_key UNIQUE (public_key),
  CONSTRAINT api_keys_secret_hash_key UNIQUE (secret_hash),
  CONSTRAINT api_keys_check CHECK (((scope = 'PROJECT'::text) = (project_id IS NOT NULL))),
  CONSTRAINT api_keys_scope_check CHECK ((scope = ANY (ARRAY['PROJECT'::text, 'ORGANIZATION'::text]))),
  CONSTRAINT api_keys_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id) ON DELETE SET NULL,
  CONSTRAINT api_keys_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id),
  CONSTRAINT api_keys_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id)
);

CREATE TABLE archive_imports (
  id text NOT NULL,
  project_id text NOT NULL,
  state text NOT NULL DEFAULT 'RECEIVING'::text,
  dry_run boolean NOT NULL,
  with_settings boolean NOT NULL,
  requested_by_kind text NOT NULL,
  requested_by_id text NOT NULL,
  requested_by_name text NOT NULL,
  requested_at timestamp with time zone NOT NULL DEFAULT now(),
  manifest jsonb,
  counts jsonb NOT NULL DEFAULT '{}'::jsonb,
  keep_times boolean,
  files_checked integer NOT NULL DEFAULT 0,
  files_stored integer NOT NULL DEFAULT 0,
  rows_stored bigint NOT NULL DEFAULT 0,
  epoch integer NOT NULL DEFAULT 0,
  heartbeat_at timestamp with time zone,
  attempts integer NOT NULL DEFAULT 0,
  next_attempt_at timestamp with time zone NOT NULL DEFAULT now(),
  error text,
  started_at timestamp with time zone,
  finished_at timestamp with time zone,
  CONSTRAINT archive_imports_pkey PRIMARY KEY (id),
  CONSTRAINT archive_imports_state_check CHECK ((state = ANY (ARRAY['RECEIVING'::text, 'CHECKING'::text, 'CHECKED'::text, 'IMPORTING'::text, 'COMPLETED'::text, 'FAILED'::text, 'CANCELLED'::text]))),
  CONSTRAINT archive_imports_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id)
);

CREATE TABLE audit_chains (
  chain text NOT NULL,
  length bigint NOT NULL DEFAULT 0,
  head bytea,
  CONSTRAINT audit_chains_pkey PRIMARY KEY (chain)
);

CREATE TABLE audit_log (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  at timestamp with time zone NOT NULL,
  organization_id text,
  project_id text,
  actor_kind text NOT NULL,
  actor_id text NOT NULL,
  actor_name text NOT NULL,
  action text NOT NULL,
  entity_type text,
  entity_id text,
  details jsonb NOT NULL DEFAULT '{}'::jsonb,
  ip text,
  chain text,
  sequence bigint,
  previous_hash bytea,
  hash bytea,
  CONSTRAINT audit_log_pkey PRIMARY KEY (id),
  CONSTRAINT audit_log_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['user'::text, 'api-key'::text, 'system'::text]))),
  CONSTRAINT audit_log_chained CHECK (((chain IS NOT NULL) AND (sequence IS NOT NULL) AND (hash IS NOT NULL))) NOT VALID
);

CREATE TABLE auth_accounts (
  id text NOT NULL,
  user_id text NOT NULL,
  provider_id text NOT NULL,
  account_id text NOT NULL,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamp with time zone,
  refresh_token_expires_at timestamp with time zone,
  scope text,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  updated_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT auth_accounts_pkey PRIMARY KEY (id),
  CONSTRAINT auth_accounts_provider_id_account_id_key UNIQUE (provider_id, account_id),
  CONSTRAINT auth_accounts_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);

CREATE TABLE auth_rate_limits (
  id text NOT NULL,
  key text NOT NULL,
  count integer NOT NULL,
  last_request bigint NOT NULL,
  CONSTRAINT auth_rate_limits_pkey PRIMARY KEY (id),
  CONSTRAINT auth_rate_limits_key_key UNIQUE (key)
);

CREATE TABLE auth_second_factors (
  id text NOT NULL,
  user_id text NOT NULL,
  secret text NOT NULL,
  backup_codes text NOT NULL,
  verified boolean NOT NULL DEFAULT false,
  failed_verification_count integer NOT NULL DEFAULT 0,
  locked_until timestamp with time zone,
  last_used_step bigint,
  CONSTRAINT auth_second_factors_pkey PRIMARY KEY (id),
  CONSTRAINT auth_second_factors_user_id_key UNIQUE (user_id),
  CONSTRAINT auth_second_factors_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);

CREATE TABLE auth_sessions (
  id text NOT NULL,
  user_id text NOT NULL,
  token text NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  ip_address text,
  user_agent text,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  updated_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT auth_sessions_pkey PRIMARY KEY (id),
  CONSTRAINT auth_sessions_token_key UNIQUE (token),
  CONSTRAINT auth_sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);

CREATE TABLE auth_verifications (
  id text NOT NULL,
  identifier text NOT NULL,
  value text NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  updated_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT auth_verifications_pkey PRIMARY KEY (id)
);

CREATE TABLE barrier_passes (
  barrier_id bigint NOT NULL,
  process_id text NOT NULL,
  CONSTRAINT barrier_passes_pkey PRIMARY KEY (barrier_id, process_id),
  CONSTRAINT barrier_passes_barrier_id_fkey FOREIGN KEY (barrier_id) REFERENCES barriers(id) ON DELETE CASCADE
);

CREATE TABLE barriers (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  topic text NOT NULL,
  payload text NOT NULL,
  raised_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT barriers_pkey PRIMARY KEY (id)
);

CREATE TABLE blob_exports (
  project_id text NOT NULL,
  kind text NOT NULL,
  bucket text NOT NULL,
  region text NOT NULL DEFAULT ''::text,
  endpoint text,
  force_path_style boolean NOT NULL DEFAULT false,
  access_key_id text,
  secret bytea,
  prefix text NOT NULL DEFAULT ''::text,
  frequency text NOT NULL,
  mode text NOT NULL,
  start_at timestamp with time zone,
  tables text[] NOT NULL,
  field_groups text[] NOT NULL DEFAULT '{}'::text[],
  source text NOT NULL DEFAULT 'OBSERVATIONS_V2'::text,
  format text NOT NULL,
  compression text NOT NULL,
  enabled boolean NOT NULL DEFAULT true,
  synced_until timestamp with time zone NOT NULL,
  synced_at timestamp with time zone,
  window_kind text,
  window_from timestamp with time zone,
  window_until timestamp with time zone,
  run_id text,
  next_at timestamp with time zone NOT NULL DEFAULT now(),
  failures integer NOT NULL DEFAULT 0,
  last_error text,
  last_error_at timestamp with time zone,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  updated_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT blob_exports_pkey PRIMARY KEY (project_id),
  CONSTRAINT blob_exports_compression_check CHECK ((compression = ANY (ARRAY['none'::text, 'gzip'::text, 'zstd'::text]))),
  CONSTRAINT blob_exports_format_check CHECK ((format = ANY (ARRAY['parquet'::text, 'jsonl'::text, 'csv'::text, 'json'::text]))),
  CONSTRAINT blob_exports_frequency_check CHECK ((frequency = ANY (ARRAY['every_20_minutes'::text, 'hourly'::text, 'daily'::text, 'weekly'::text]))),
  CONSTRAINT blob_exports_kind_check CHECK ((kind = ANY (ARRAY['folder'::text, 's3'::text, 'gcs'::text, 'azure'::text]))),
  CONSTRAINT blob_exports_mode_check CHECK ((mode = ANY (ARRAY['FULL_HISTORY'::text, 'FROM_TODAY'::text, 'FROM_CUSTOM_DATE'::text]))),
  CONSTRAINT blob_exports_window_kind_check CHECK ((window_kind = ANY (ARRAY['scheduled'::text, 'backfill'::text]))),
  CONSTRAINT blob_exports_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id)
);

CREATE TABLE challenges (
  id text NOT NULL,
  user_id text NOT NULL,
  session_id text NOT NULL,
  action text NOT NULL,
  target text NOT NULL,
  steps text[] NOT NULL,
  steps_done integer NOT NULL DEFAULT 0,
  code_hash bytea,
  failures integer NOT NULL DEFAULT 0,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  expires_at timestamp with time zone NOT NULL,
  used_at timestamp with time zone,
  CONSTRAINT challenges_pkey PRIMARY KEY (id),
  CONSTRAINT challenges_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);

CREATE TABLE deletion_certificates (
  id text NOT NULL,
  project_id text NOT NULL,
  organization_id text NOT NULL,
  body jsonb NOT NULL,
  signature text NOT NULL,
  issued_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT deletion_certificates_pkey PRIMARY KEY (id)
);

CREATE TABLE deletions (
  id text NOT NULL,
  organization_id text NOT NULL,
  project_id text NOT NULL,
  entity_type text NOT NULL,
  entity_id text,
  entity_name text NOT NULL,
  selection jsonb NOT NULL DEFAULT '{}'::jsonb,
  reason text NOT NULL DEFAULT ''::text,
  requested_by_kind text NOT NULL,
  requested_by_id text NOT NULL,
  requested_by_name text NOT NULL,
  requested_at timestamp with time zone NOT NULL DEFAULT now(),
  purge_after timestamp with time zone,
  state text NOT NULL DEFAULT 'HIDING'::text,
  state_updated_at timestamp with time zone NOT NULL DEFAULT now(),
  counts jsonb NOT NULL DEFAULT '{}'::jsonb,
  progress jsonb NOT NULL DEFAULT '{}'::jsonb,
  receipt jsonb,
  lease_until timestamp with time zone,
  attempts integer NOT NULL DEFAULT 0,
  next_attempt_at timestamp with time zone NOT NULL DEFAULT now(),
  last_error text,
  swept_at timestamp with time zone,
  CONSTRAINT deletions_pkey PRIMARY KEY (id),
  CONSTRAINT deletions_state_check CHECK ((state = ANY (ARRAY['HIDING'::text, 'HIDDEN'::text, 'RESTORING'::text, 'RESTORED'::text, 'PURGING'::text, 'PURGED'::text, 'FAILED'::text]))),
  CONSTRAINT deletions_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id)
);

CREATE TABLE export_files (
  run_id text NOT NULL,
  project_id text NOT NULL,
  number integer NOT NULL,
  table_name text NOT NULL,
  name text NOT NULL,
  rows bigint NOT NULL,
  bytes bigint NOT NULL,
  sha256 text NOT NULL,
  min_us bigint,
  max_us bigint,
  CONSTRAINT export_files_pkey PRIMARY KEY (run_id, number),
  CONSTRAINT export_files_run_id_project_id_fkey FOREIGN KEY (run_id, project_id) REFERENCES export_runs(id, project_id) ON DELETE CASCADE
);

CREATE TABLE export_runs (
  id text NOT NULL,
  project_id text NOT NULL,
  kind text NOT NULL,
  source_id text,
  request jsonb NOT NULL,
  cut_us bigint NOT NULL,
  state text NOT NULL DEFAULT 'QUEUED'::text,
  requested_by_kind text NOT NULL,
  requested_by_id text NOT NULL,
  requested_by_name text NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  started_at timestamp with time zone,
  finished_at timestamp with time zone,
  expires_at timestamp with time zone,
  epoch bigint NOT NULL DEFAULT 0,
  heartbeat_at timestamp with time zone,
  attempts integer NOT NULL DEFAULT 0,
  next_attempt_at timestamp with time zone NOT NULL DEFAULT now(),
  cursor jsonb NOT NULL DEFAULT '{"after": null, "table": 0}'::jsonb,
  window_rows integer NOT NULL DEFAULT 0,
  windows integer NOT NULL DEFAULT 0,
  splits integer NOT NULL DEFAULT 0,
  retries integer NOT NULL DEFAULT 0,
  rows bigint NOT NULL DEFAULT 0,
  bytes bigint NOT NULL DEFAULT 0,
  expected_rows bigint,
  truncated boolean NOT NULL DEFAULT false,
  error text,
  swept_at timestamp with time zone,
  files_removed_at timestamp with time zone,
  CONSTRAINT export_runs_pkey PRIMARY KEY (id),
  CONSTRAINT export_runs_id_project_id_key UNIQUE (id, project_id),
  CONSTRAINT export_runs_kind_check CHECK ((kind = ANY (ARRAY['batch'::text, 'scheduled'::text, 'archive'::text, 'sync'::text]))),
  CONSTRAINT export_runs_state_check CHECK ((state = ANY (ARRAY['QUEUED'::text, 'RUNNING'::text, 'COMPLETED'::text, 'FAILED'::text, 'CANCELLED'::text]))),
  CONSTRAINT export_runs_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id)
);

CREATE TABLE ingestion_counts (
  project_id text NOT NULL,
  minute timestamp with time zone NOT NULL,
  outcome text NOT NULL,
  reason text NOT NULL,
  count bigint NOT NULL,
  CONSTRAINT ingestion_counts_pkey PRIMARY KEY (project_id, minute, outcome, reason)
);

CREATE TABLE ingestion_dead_letters (
  id text NOT NULL,
  project_id text NOT NULL,
  segment text NOT NULL,
  entity text NOT NULL,
  entity_id text NOT NULL,
  reason text NOT NULL,
  payload text NOT NULL,
  at timestamp with time zone NOT NULL DEFAULT now(),
  events bigint NOT NULL DEFAULT 1,
  attempts integer NOT NULL DEFAULT 1,
  retried_at timestamp with time zone,
  discarded_at timestamp with time zone,
  CONSTRAINT ingestion_dead_letters_pkey PRIMARY KEY (id)
);

CREATE TABLE ingestion_intakes (
  id text NOT NULL,
  settled_ms bigint NOT NULL,
  beat_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT ingestion_intakes_pkey PRIMARY KEY (id)
);

CREATE TABLE ingestion_refusal_samples (
  id text NOT NULL,
  project_id text NOT NULL,
  reason text NOT NULL,
  at timestamp with time zone NOT NULL,
  form text NOT NULL,
  detail text NOT NULL,
  sample text NOT NULL,
  size_bytes bigint NOT NULL,
  public_key text NOT NULL,
  sdk_name text NOT NULL,
  sdk_version text NOT NULL,
  CONSTRAINT ingestion_refusal_samples_pkey PRIMARY KEY (id)
);

CREATE TABLE ingestion_replays (
  id text NOT NULL,
  project_id text NOT NULL,
  from_time timestamp with time zone,
  to_time timestamp with time zone,
  segments bigint NOT NULL,
  events bigint NOT NULL,
  size_bytes bigint NOT NULL,
  failed bigint NOT NULL DEFAULT 0,
  last_error text,
  requested_by text NOT NULL,
  requested_at timestamp with time zone NOT NULL DEFAULT now(),
  worked_at timestamp with time zone NOT NULL DEFAULT now(),
  finished_at timestamp with time zone,
  CONSTRAINT ingestion_replays_pkey PRIMARY KEY (id)
);

CREATE TABLE ingestion_segments (
  key text NOT NULL,
  project_id text NOT NULL,
  size_bytes bigint NOT NULL,
  frames integer,
  sealed_at timestamp with time zone NOT NULL DEFAULT now(),
  committed_at timestamp with time zone,
  attempts integer NOT NULL DEFAULT 0,
  last_error text,
  events bigint NOT NULL DEFAULT 0,
  counted jsonb NOT NULL DEFAULT '{}'::jsonb,
  reading integer NOT NULL DEFAULT 0,
  replay_id text,
  read_us bigint[] NOT NULL DEFAULT '{}'::bigint[],
  reading_done integer NOT NULL DEFAULT 0,
  begun integer NOT NULL DEFAULT 0,
  requests_begun jsonb NOT NULL DEFAULT '{}'::jsonb,
  CONSTRAINT ingestion_segments_pkey PRIMARY KEY (key)
);

CREATE TABLE invitations (
  id text NOT NULL,
  organization_id text NOT NULL,
  email text NOT NULL,
  role text NOT NULL,
  token_hash bytea NOT NULL,
  invited_by text,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  expires_at timestamp with time zone NOT NULL,
  accepted_at timestamp with time zone,
  accepted_by text,
  revoked_at timestamp with time zone,
  CONSTRAINT invitations_pkey PRIMARY KEY (id),
  CONSTRAINT invitations_token_hash_key UNIQUE (token_hash),
  CONSTRAINT invitations_email_check CHECK ((email = lower(email))),
  CONSTRAINT invitations_role_check CHECK ((role = ANY (ARRAY['OWNER'::text, 'ADMIN'::text, 'MEMBER'::text, 'VIEWER'::text, 'NONE'::text]))),
  CONSTRAINT invitations_accepted_by_fkey FOREIGN KEY (accepted_by) REFERENCES users(id) ON DELETE SET NULL,
  CONSTRAINT invitations_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES users(id) ON DELETE SET NULL,
  CONSTRAINT invitations_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE
);

CREATE TABLE masking_rules (
  project_id text NOT NULL,
  rules jsonb NOT NULL DEFAULT '[]'::jsonb,
  updated_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT masking_rules_pkey PRIMARY KEY (project_id),
  CONSTRAINT masking_rules_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id)
);

CREATE TABLE model_tiers (
  id text NOT NULL,
  model_id text NOT NULL,
  project_id text NOT NULL,
  name text NOT NULL,
  "position" integer NOT NULL,
  conditions jsonb NOT NULL DEFAULT '[]'::jsonb,
  prices jsonb NOT NULL,
  CONSTRAINT model_tiers_pkey PRIMARY KEY (id),
  CONSTRAINT model_tiers_model_id_name_key UNIQUE (model_id, name),
  CONSTRAINT model_tiers_model_id_position_key UNIQUE (model_id, "position"),
  CONSTRAINT model_tiers_conditions_check CHECK ((jsonb_typeof(conditions) = 'array'::text)),
  CONSTRAINT model_tiers_name_check CHECK ((name <> ''::text)),
  CONSTRAINT model_tiers_position_check CHECK (("position" >= 0)),
  CONSTRAINT model_tiers_prices_check CHECK ((jsonb_typeof(prices) = 'object'::text)),
  CONSTRAINT model_tiers_model_id_project_id_fkey FOREIGN KEY (model_id, project_id) REFERENCES models(id, project_id) ON DELETE CASCADE
);

CREATE TABLE models (
  id text NOT NULL,
  project_id text NOT NULL,
  name text NOT NULL,
  match_pattern text NOT NULL,
  start_at timestamp with time zone,
  unit text NOT NULL DEFAULT 'TOKENS'::text,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  updated_at timestamp with time zone NOT NULL DEFAULT now(),
  deleted_at timestamp with time zone,
  deleted_by text,
  deletion_reason text,
  deletion_id text,
  CONSTRAINT models_pkey PRIMARY KEY (id),
  CONSTRAINT models_id_project_id_key UNIQUE (id, project_id),
  CONSTRAINT models_match_pattern_check CHECK ((match_pattern <> ''::text)),
  CONSTRAINT models_name_check CHECK ((name <> ''::text)),
  CONSTRAINT models_unit_check CHECK ((unit = ANY (ARRAY['TOKENS'::text, 'CHARACTERS'::text, 'MILLISECONDS'::text, 'SECONDS'::text, 'REQUESTS'::text, 'IMAGES'::text]))),
  CONSTRAINT models_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id)
);

CREATE TABLE organization_members (
  organization_id text NOT NULL,
  user_id text NOT NULL,
  role text NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT organization_members_pkey PRIMARY KEY (organization_id, user_id),
  CONSTRAINT organization_members_role_check CHECK ((role = ANY (ARRAY['OWNER'::text, 'ADMIN'::text, 'MEMBER'::text, 'VIEWER'::text, 'NONE'::text]))),
  CONSTRAINT organization_members_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE,
  CONSTRAINT organization_members_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);

CREATE TABLE organizations (
  id text NOT NULL,
  name text NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  updated_at timestamp with time zone NOT NULL DEFAULT now(),
  plan text NOT NULL DEFAULT 'free'::text,
  price_per_event numeric NOT NULL DEFAULT 0,
  billed_until timestamp with time zone,
  deleted_at timestamp with time zone,
  deleted_by text,
  deletion_reason text,
  deletion_id text,
  purge_after timestamp with time zone,
  CONSTRAINT organizations_pkey PRIMARY KEY (id),
  CONSTRAINT organizations_price_per_event_check CHECK ((price_per_event >= (0)::numeric))
);

CREATE TABLE outbox (
  id text NOT NULL,
  topic text NOT NULL,
  payload jsonb NOT NULL,
  project_id text,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  due_at timestamp with time zone NOT NULL DEFAULT now(),
  claimed_until timestamp with time zone,
  sent_at timestamp with time zone,
  attempts integer NOT NULL DEFAULT 0,
  last_error text,
  CONSTRAINT outbox_pkey PRIMARY KEY (id)
);

CREATE TABLE processes (
  id text NOT NULL,
  started_at timestamp with time zone NOT NULL DEFAULT now(),
  lease_until timestamp with time zone NOT NULL,
  CONSTRAINT processes_pkey PRIMARY KEY (id)
);

CREATE TABLE project_members (
  project_id text NOT NULL,
  organization_id text NOT NULL,
  user_id text NOT NULL,
  role text NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT project_members_pkey PRIMARY KEY (project_id, user_id),
  CONSTRAINT project_members_role_check CHECK ((role = ANY (ARRAY['OWNER'::text, 'ADMIN'::text, 'MEMBER'::text, 'VIEWER'::text, 'NONE'::text]))),
  CONSTRAINT project_members_organization_id_user_id_fkey FOREIGN KEY (organization_id, user_id) REFERENCES organization_members(organization_id, user_id) ON DELETE CASCADE,
  CONSTRAINT project_members_project_id_organization_id_fkey FOREIGN KEY (project_id, organization_id) REFERENCES projects(id, organization_id)
);

CREATE TABLE project_purges (
  project_id text NOT NULL,
  organization_id text NOT NULL,
  deletion_id text,
  requested_by text,
  requested_at timestamp with time zone,
  purge_after timestamp with time zone,
  step text NOT NULL DEFAULT 'fence'::text,
  progress jsonb NOT NULL DEFAULT '{}'::jsonb,
  started_at timestamp with time zone NOT NULL DEFAULT now(),
  finished_at timestamp with time zone,
  attempts integer NOT NULL DEFAULT 0,
  last_error text,
  next_attempt_at timestamp with time zone NOT NULL DEFAULT now(),
  lease_token bigint NOT NULL DEFAULT 0,
  lease_until timestamp with time zone,
  CONSTRAINT project_purges_pkey PRIMARY KEY (project_id)
);

CREATE TABLE project_tombstones (
  project_id text NOT NULL,
  organization_id text NOT NULL,
  certificate_id text NOT NULL,
  purged_at timestamp with time zone NOT NULL DEFAULT now(),
  checked_at timestamp with time zone NOT NULL DEFAULT now(),
  check_after timestamp with time zone NOT NULL,
  checks integer NOT NULL DEFAULT 0,
  late jsonb NOT NULL DEFAULT '{}'::jsonb,
  CONSTRAINT project_tombstones_pkey PRIMARY KEY (project_id)
);

CREATE TABLE projects (
  id text NOT NULL,
  organization_id text NOT NULL,
  name text NOT NULL,
  metadata jsonb NOT NULL DEFAULT '{}'::jsonb,
  retention_days integer,
  status text NOT NULL DEFAULT 'ACTIVE'::text,
  status_updated_at timestamp with time zone NOT NULL DEFAULT now(),
  epoch integer NOT NULL DEFAULT 0,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  updated_at timestamp with time zone NOT NULL DEFAULT now(),
  deleted_at timestamp with time zone,
  deleted_by text,
  deletion_reason text,
  deletion_id text,
  purge_after timestamp with time zone,
  status_before_deletion text,
  restored_at timestamp with time zone,
  termination_protection boolean NOT NULL DEFAULT false,
  legal_hold text,
  retention_max_steps bigint,
  retention_disk_percent integer,
  CONSTRAINT projects_pkey PRIMARY KEY (id),
  CONSTRAINT projects_id_organization_id_key UNIQUE (id, organization_id),
  CONSTRAINT projects_retention_days_check CHECK ((retention_days > 0)),
  CONSTRAINT projects_retention_disk_percent_check CHECK (((retention_disk_percent >= 1) AND (retention_disk_percent <= 100))),
  CONSTRAINT projects_retention_max_steps_check CHECK ((retention_max_steps > 0)),
  CONSTRAINT projects_status_before_deletion_check CHECK ((status_before_deletion = ANY (ARRAY['ACTIVE'::text, 'DISABLED'::text]))),
  CONSTRAINT projects_status_check CHECK ((status = ANY (ARRAY['ACTIVE'::text, 'DISABLED'::text, 'PENDING_DELETION'::text, 'PURGING'::text, 'VERIFYING'::text, 'PURGE_BLOCKED'::text, 'PURGED'::text]))),
  CONSTRAINT projects_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id)
);

CREATE TABLE prompt_references (
  prompt_id text NOT NULL,
  project_id text NOT NULL,
  "position" integer NOT NULL,
  child_name text NOT NULL,
  child_version integer,
  child_label text,
  CONSTRAINT prompt_references_pkey PRIMARY KEY (prompt_id, "position"),
  CONSTRAINT prompt_references_check CHECK (((child_version IS NULL) <> (child_label IS NULL))),
  CONSTRAINT prompt_references_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id),
  CONSTRAINT prompt_references_prompt_id_fkey FOREIGN KEY (prompt_id) REFERENCES prompts(id) ON DELETE CASCADE
);

CREATE TABLE prompts (
  id text NOT NULL,
  project_id text NOT NULL,
  name text NOT NULL,
  version integer NOT NULL,
  type text NOT NULL,
  prompt jsonb NOT NULL,
  labels text[] NOT NULL DEFAULT '{}'::text[],
  tags text[] NOT NULL DEFAULT '{}'::text[],
  config jsonb NOT NULL DEFAULT '{}'::jsonb,
  commit_message text,
  created_by text NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  updated_at timestamp with time zone NOT NULL DEFAULT now(),
  deleted_at timestamp with time zone,
  deleted_by text,
  deletion_reason text,
  deletion_id text,
  CONSTRAINT prompts_pkey PRIMARY KEY (id),
  CONSTRAINT prompts_project_id_name_version_key UNIQUE (project_id, name, version),
  CONSTRAINT prompts_latest_is_derived CHECK ((NOT ('latest'::text = ANY (labels)))),
  CONSTRAINT prompts_name_check CHECK ((name <> ''::text)),
  CONSTRAINT prompts_type_check CHECK ((type = ANY (ARRAY['text'::text, 'chat'::text]))),
  CONSTRAINT prompts_version_check CHECK ((version > 0)),
  CONSTRAINT prompts_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id)
);

CREATE TABLE protected_prompt_labels (
  project_id text NOT NULL,
  label text NOT NULL,
  CONSTRAINT protected_prompt_labels_pkey PRIMARY KEY (project_id, label),
  CONSTRAINT protected_prompt_labels_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id)
);

CREATE TABLE retention_rules (
  project_id text NOT NULL,
  environment text NOT NULL,
  days integer,
  max_steps bigint,
  CONSTRAINT retention_rules_pkey PRIMARY KEY (project_id, environment),
  CONSTRAINT retention_rules_days_check CHECK ((days > 0)),
  CONSTRAINT retention_rules_environment_check CHECK ((environment <> ''::text)),
  CONSTRAINT retention_rules_max_steps_check CHECK ((max_steps > 0)),
  CONSTRAINT retention_rules_say_something CHECK (((days IS NOT NULL) OR (max_steps IS NOT NULL))),
  CONSTRAINT retention_rules_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id)
);

CREATE TABLE users (
  id text NOT NULL,
  name text NOT NULL,
  email text NOT NULL,
  email_verified boolean NOT NULL DEFAULT false,
  image text,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  updated_at timestamp with time zone NOT NULL DEFAULT now(),
  failed_proofs integer NOT NULL DEFAULT 0,
  proofs_locked_until timestamp with time zone,
  two_factor_enabled boolean NOT NULL DEFAULT false,
  instance_admin boolean NOT NULL DEFAULT false,
  instance_admin_since timestamp with time zone,
  CONSTRAINT users_pkey PRIMARY KEY (id),
  CONSTRAINT users_email_key UNIQUE (email),
  CONSTRAINT users_email_check CHECK ((email = lower(email)))
);

CREATE TABLE webhooks (
  id text NOT NULL,
  organization_id text NOT NULL,
  url text NOT NULL,
  secret bytea NOT NULL,
  created_by text NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT webhooks_pkey PRIMARY KEY (id),
  CONSTRAINT webhooks_organization_id_url_key UNIQUE (organization_id, url),
  CONSTRAINT webhooks_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE
);

CREATE INDEX admin_requests_target_idx ON public.admin_requests USING btree (action, target) WHERE (used_at IS NULL);

CREATE INDEX analytics_syncs_due ON public.analytics_syncs USING btree (next_at) WHERE (enabled AND (run_id IS NULL));

CREATE INDEX api_keys_organization_id_idx ON public.api_keys USING btree (organization_id);

CREATE INDEX api_keys_project_id_idx ON public.api_keys USING btree (project_id);

CREATE TRIGGER api_keys_changed AFTER INSERT OR DELETE OR UPDATE OF public_key, secret_hash, revoked_at, expires_at ON public.api_keys FOR EACH ROW EXECUTE FUNCTION notify_api_key_changed();

CREATE INDEX archive_imports_by_project ON public.archive_imports USING btree (project_id, requested_at DESC, id);

CREATE INDEX archive_imports_open ON public.archive_imports USING btree (requested_at) WHERE (state = ANY (ARRAY['RECEIVING'::text, 'CHECKING'::text, 'CHECKED'::text, 'IMPORTING'::text]));

CREATE UNIQUE INDEX audit_log_chain_idx ON public.audit_log USING btree (chain, sequence);

CREATE INDEX audit_log_organization_idx ON public.audit_log USING btree (organization_id, id DESC);

CREATE INDEX audit_log_project_idx ON public.audit_log USING btree (project_id, id DESC);

CREATE TRIGGER audit_log_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit_log FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_log_change();

CREATE INDEX auth_accounts_user_id_idx ON public.auth_accounts USING btree (user_id);

CREATE INDEX auth_sessions_expires_at_idx ON public.auth_sessions USING btree (expires_at);

CREATE INDEX auth_sessions_user_id_idx ON public.auth_sessions USING btree (user_id);

CREATE INDEX auth_verifications_identifier_idx ON public.auth_verifications USING btree (identifier);

CREATE INDEX barriers_raised_at_idx ON public.barriers USING btree (raised_at);

CREATE INDEX blob_exports_due ON public.blob_exports USING btree (next_at) WHERE (enabled AND (run_id IS NULL));

CREATE INDEX challenges_user_id_idx ON public.challenges USING btree (user_id, created_at);

CREATE INDEX deletion_certificates_project_idx ON public.deletion_certificates USING btree (project_id);

CREATE INDEX deletions_at_work ON public.deletions USING btree (next_attempt_at) WHERE (state = ANY (ARRAY['HIDING'::text, 'RESTORING'::text, 'PURGING'::text, 'FAILED'::text]));

CREATE INDEX deletions_by_project ON public.deletions USING btree (project_id, requested_at DESC, id);

CREATE INDEX deletions_due ON public.deletions USING btree (purge_after) WHERE (state = 'HIDDEN'::text);

CREATE INDEX deletions_tombstones ON public.deletions USING btree (project_id) WHERE (state = ANY (ARRAY['PURGING'::text, 'PURGED'::text, 'FAILED'::text]));

CREATE INDEX export_files_project_idx ON public.export_files USING btree (project_id);

CREATE INDEX export_runs_expires_at_idx ON public.export_runs USING btree (expires_at) WHERE (files_removed_at IS NULL);

CREATE INDEX export_runs_open_idx ON public.export_runs USING btree (next_attempt_at) WHERE (state = ANY (ARRAY['QUEUED'::text, 'RUNNING'::text]));

CREATE INDEX export_runs_project_idx ON public.export_runs USING btree (project_id, created_at);

CREATE INDEX export_runs_unswept_idx ON public.export_runs USING btree (finished_at) WHERE (swept_at IS NULL);

CREATE INDEX ingestion_dead_letters_by_project ON public.ingestion_dead_letters USING btree (project_id, at);

CREATE INDEX ingestion_dead_letters_by_segment ON public.ingestion_dead_letters USING btree (segment);

CREATE INDEX ingestion_refusal_samples_by_reason ON public.ingestion_refusal_samples USING btree (project_id, reason, at);

CREATE INDEX ingestion_refusal_samples_by_time ON public.ingestion_refusal_samples USING btree (at);

CREATE INDEX ingestion_replays_by_project ON public.ingestion_replays USING btree (project_id, requested_at);

CREATE UNIQUE INDEX ingestion_replays_running ON public.ingestion_replays USING btree (project_id) WHERE (finished_at IS NULL);

CREATE INDEX ingestion_segments_by_project ON public.ingestion_segments USING btree (project_id, sealed_at);

CREATE INDEX ingestion_segments_committed ON public.ingestion_segments USING btree (committed_at) WHERE (committed_at IS NOT NULL);

CREATE INDEX ingestion_segments_of_replay ON public.ingestion_segments USING btree (replay_id, key) WHERE (replay_id IS NOT NULL);

CREATE INDEX ingestion_segments_reread ON public.ingestion_segments USING btree (project_id) WHERE (reading_done < reading);

CREATE INDEX ingestion_segments_waiting ON public.ingestion_segments USING btree (sealed_at) WHERE (committed_at IS NULL);

CREATE INDEX ingestion_segments_waiting_of_project ON public.ingestion_segments USING btree (project_id, key) WHERE (committed_at IS NULL);

CREATE INDEX invitations_email_idx ON public.invitations USING btree (email) WHERE ((accepted_at IS NULL) AND (revoked_at IS NULL));

CREATE UNIQUE INDEX invitations_open_idx ON public.invitations USING btree (organization_id, email) WHERE ((accepted_at IS NULL) AND (revoked_at IS NULL));

CREATE INDEX model_tiers_project_id_idx ON public.model_tiers USING btree (project_id);

CREATE INDEX models_deletion_idx ON public.models USING btree (deletion_id) WHERE (deletion_id IS NOT NULL);

CREATE UNIQUE INDEX models_name_start_idx ON public.models USING btree (project_id, name, start_at) NULLS NOT DISTINCT WHERE (deleted_at IS NULL);

CREATE INDEX organization_members_user_id_idx ON public.organization_members USING btree (user_id);

CREATE INDEX organizations_purge_after_idx ON public.organizations USING btree (purge_after) WHERE (deleted_at IS NOT NULL);

CREATE INDEX outbox_due_idx ON public.outbox USING btree (due_at) WHERE (sent_at IS NULL);

CREATE INDEX outbox_project_id_idx ON public.outbox USING btree (project_id);

CREATE INDEX project_members_organization_user_idx ON public.project_members USING btree (organization_id, user_id);

CREATE INDEX project_members_user_id_idx ON public.project_members USING btree (user_id);

CREATE INDEX project_purges_open_idx ON public.project_purges USING btree (next_attempt_at) WHERE (finished_at IS NULL);

CREATE INDEX project_tombstones_check_idx ON public.project_tombstones USING btree (check_after);

CREATE UNIQUE INDEX projects_name_idx ON public.projects USING btree (organization_id, name) WHERE (status = ANY (ARRAY['ACTIVE'::text, 'DISABLED'::text]));

CREATE INDEX projects_organization_id_idx ON public.projects USING btree (organization_id);

CREATE INDEX projects_purge_after_idx ON public.projects USING btree (status, purge_after);

CREATE INDEX projects_status_idx ON public.projects USING btree (status, status_updated_at);

CREATE TRIGGER project_keys_changed AFTER DELETE OR UPDATE OF status, epoch ON public.projects FOR EACH ROW EXECUTE FUNCTION notify_project_keys_changed();

CREATE TRIGGER projects_never_again BEFORE INSERT ON public.projects FOR EACH ROW EXECUTE FUNCTION refuse_purged_project();

CREATE INDEX prompt_references_child_idx ON public.prompt_references USING btree (project_id, child_name);

CREATE INDEX prompts_deletion_idx ON public.prompts USING btree (deletion_id) WHERE (deletion_id IS NOT NULL);

CREATE TRIGGER users_first_is_admin BEFORE INSERT ON public.users FOR EACH ROW EXECUTE FUNCTION make_first_user_admin();
