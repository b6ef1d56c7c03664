import { timingSafeEqual } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { findOrganization } from '#features/organizations';
import { findProjectState } from '#features/projects';
import type { ProjectStatus } from '#features/projects';
import { AppError } from '#domain/errors';
import type { KeyScope } from '#domain/permissions';
import type { Engines } from '#kernel/ctx';
import { openKeyCache } from './key-cache.ts';
import { GivenKey } from './key-pair.ts';
import { readCredentials } from './read-credentials.ts';
import { hashSecretKey } from './secret-hash.ts';
import { selectKeyByPublicKey, touchKey } from './store/api-keys.sql.ts';

/** What a request's key opens. `organizationId` is the owner's; `projectId` is null for a key of an organization. */
export interface KeyIdentity {
  keyId: string;
  publicKey: string;
  scope: KeyScope;
  organizationId: string;
  projectId: string | null;
  /** DISABLED: reads stay and writes stop. PENDING_DELETION: nothing is let in. Null for a key of an organization. */
  projectStatus: 'ACTIVE' | 'DISABLED' | 'PENDING_DELETION' | null;
  /** When a project that is being deleted is gone for good; null where there is no such time. */
  purgeAfter: Date | null;
}

export interface KeyAuthenticator extends AsyncDisposable {
  /** `authorization` as the header came. Throws `unauthenticated`, or `unavailable` when nobody can tell. */
  authenticate(authorization: string | undefined): Promise<KeyIdentity>;
}

type Needed = Pick<Engines, 'db' | 'clock' | 'log' | 'secrets' | 'notifications' | 'barrier'>;
type StoredKey = NonNullable<Awaited<ReturnType<typeof loadKey>>>;

const WRONG_PAIR = "Invalid credentials. Confirm that you've configured the correct host.";
const WRONG_PUBLIC_KEY = "Invalid public key. Confirm that you've configured the correct host.";
const ORGANIZATION_KEY_AS_BEARER = 'Unauthorized: Cannot use organization key with bearer auth';

/** One for a process, made by the app; see `key-cache.ts` for what it may remember. */
export async function createKeyAuthenticator(engines: Needed): Promise<KeyAuthenticator> {
  const { db, clock, secrets, notifications, barrier } = engines;
  const cache = await openKeyCache({ notifications, barrier, clock, load: (publicKey) => loadKey(db, publicKey) });
  const uses = noteUses(engines);
  return {
    async authenticate(authorization) {
      const { publicKey, secretKey } = readCredentials(authorization);
      const key = await cache.get(publicKey).catch((cause: unknown) => {
        throw new AppError('unavailable', 'Service Unavailable', { cause });
      });
      const valid = key !== null && (key.expiresAtMs === null || key.expiresAtMs > clock.nowMs());
      if (!valid) throw new AppError('unauthenticated', secretKey === null ? WRONG_PUBLIC_KEY : WRONG_PAIR);
      if (secretKey !== null && !timingSafeEqual(hashSecretKey(secrets, secretKey), key.secretHash)) {
        throw new AppError('unauthenticated', WRONG_PAIR);
      }
      const identity = identify(publicKey, key, secretKey === null);
      uses.note(key.id);
      return identity;
    },
    async [Symbol.asyncDispose]() {
      cache[Symbol.dispose]();
      await uses.settled();
    },
  };
}

/** What cannot be a key is not looked for: the database would choke on some of it. */
async function loadKey(db: Engines['db'], publicKey: string) {
  if (!GivenKey.safeParse(publicKey).success) return null;
  const row = await selectKeyByPublicKey(db, publicKey);
  if (!row) return null;
  // Those of a project end with their project; there is none left in an organization that is being deleted.
  if (row.project_id === null && !(await findOrganization(db, row.organization_id))) return null;
  const state = row.project_id === null ? null : await findProjectState(db, row.project_id);
  return {
    id: row.id,
    organizationId: row.organization_id,
    projectId: row.project_id,
    secretHash: row.secret_hash,
    expiresAtMs: row.expires_at?.getTime() ?? null,
    projectStatus: state?.status ?? null,
    purgeAfter: state?.purgeAfter ?? null,
  };
}

function identify(publicKey: string, key: StoredKey, bearer: boolean): KeyIdentity {
  const { id: keyId, organizationId, projectId, purgeAfter } = key;
  if (projectId === null) {
    if (bearer) throw new AppError('unauthenticated', ORGANIZATION_KEY_AS_BEARER);
    return { keyId, publicKey, scope: 'organization', organizationId, projectId, projectStatus: null, purgeAfter };
  }
  const projectStatus = usable(key.projectStatus);
  return {
    keyId,
    publicKey,
    scope: bearer ? 'public' : 'project',
    organizationId,
    projectId,
    projectStatus,
    purgeAfter,
  };
}

/** Once a project cannot come back, its keys are as if they had never existed. */
function usable(status: ProjectStatus | null): 'ACTIVE' | 'DISABLED' | 'PENDING_DELETION' {
  if (status === 'ACTIVE' || status === 'DISABLED' || status === 'PENDING_DELETION') return status;
  throw new AppError('unauthenticated', WRONG_PAIR);
}

const NOTE_EVERY_MS = 60_000;

/** Writes when a key was last used, at most once a minute, and lets no request wait for it. */
function noteUses({ db, clock, log }: Needed) {
  const noted = new LRUCache<string, true>({
    max: 20_000,
    ttl: NOTE_EVERY_MS,
    ttlResolution: 0,
    perf: { now: () => clock.nowMs() },
  });
  const pending = new Set<Promise<void>>();
  return {
    note(keyId: string) {
      if (noted.has(keyId)) return;
      noted.set(keyId, true);
      const writing: Promise<void> = touchKey(db, { id: keyId, at: new Date(clock.nowMs()) })
        .catch((error: unknown) => log.warn({ error, keyId }, 'could not note the use of a key'))
        .finally(() => pending.delete(writing));
      pending.add(writing);
    },
    async settled() {
      await Promise.all(pending);
    },
  };
}
