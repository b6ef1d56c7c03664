import type { OrganizationId, ProjectId } from '@tidemark/contract/ids';
import type { OrganizationPermission, Permission, ProjectPermission } from '#domain/permissions';
import type { BlobStore } from '#platform/blob/blob-store';
import type { ClickHouse } from '#platform/clickhouse/client';
import type { Clock } from '#platform/clock/clock';
import type { Journal } from '#platform/journal/journal';
import type { Log } from '#platform/log/log';
import type { Mailer } from '#platform/mail/mailer';
import type { Barrier } from '#platform/postgres/barrier';
import type { Db } from '#platform/postgres/db';
import type { Notifications } from '#platform/postgres/notifications';
import type { JobQueue } from '#platform/queue/job-queue';
import type { Secrets } from '#platform/secrets/secrets';
import type { Telemetry } from './telemetry.ts';

/** Who is asking, and what they may do in the scope that the surface opened for them. */
export interface Actor {
  kind: 'user' | 'api-key' | 'system';
  /** Id of the user or key; `system` for jobs. */
  id: string;
  /** What a person would recognise: an e-mail, a public key. */
  name: string;
  /** Of a signed-in person. */
  sessionId?: string;
  may(permission: Permission): boolean;
}

/** Append-only record of what was done. Written in the transaction of the change it describes. */
export interface AuditEntry {
  action: string;
  entityType?: string;
  entityId?: string;
  details?: Record<string, unknown>;
  /** Of what it is about, where the verb runs outside of any organization. */
  organizationId?: string;
  projectId?: string;
}

/** The engines, passed and never imported. */
export interface Engines {
  db: Db;
  ch: ClickHouse;
  queue: JobQueue;
  blob: BlobStore;
  /** Makes accepted requests durable. */
  journal: Journal;
  mail: Mailer;
  /** Word between processes, for caches that must not outlive a change. */
  notifications: Notifications;
  /** Waits for all processes, for what must hold everywhere before an answer goes out. */
  barrier: Barrier;
  secrets: Secrets;
  clock: Clock;
  log: Log;
  /** Figures about this process, for whoever runs it. */
  telemetry: Telemetry;
  /** Address people reach the product at, without a trailing slash. */
  publicUrl: string;
  policy: Policy;
}

/** What the operator decided about how the product behaves; all other settings are about engines. */
export interface Policy {
  deletion: {
    /** Days in which a deletion can be taken back. */
    graceDays: number;
    /** `immediate-soft` hides and never purges. */
    flow: 'grace' | 'immediate-soft';
    /** What may be unpaid of the running month, in the currency of the plans, while a project is deleted. */
    usageThreshold: number;
  };
  purge: {
    enabled: boolean;
    intervalMs: number;
    /** Projects in one round. */
    listLimit: number;
    /** Projects at once. */
    concurrency: number;
  };
  outside: {
    /** Hosts that URLs given by users may lead to although they are private; `*` for all. */
    privateHosts: readonly string[];
    /** Folders of this machine below which exports may be written. */
    folders: readonly string[];
  };
}

export interface AccountCtx extends Engines {
  actor: Actor;
  /** Writes through this ctx's `db`, so that an entry shares the fate of its transaction. */
  audit(this: AccountCtx, entry: AuditEntry): Promise<void>;
}

export interface OrganizationCtx extends AccountCtx {
  organizationId: OrganizationId;
}

/** Tenant scope is in the type: no query of a project can be written without it. */
export interface ProjectCtx extends OrganizationCtx {
  projectId: ProjectId;
}

/** The scope that a permission is asked in decides what its verb is given. */
export type CtxOf<P extends Permission> = P extends ProjectPermission
  ? ProjectCtx
  : P extends OrganizationPermission
    ? OrganizationCtx
    : AccountCtx;
