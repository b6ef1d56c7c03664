import { sql } from 'kysely';
import { ensureOrganization } from '#features/organizations';
import { ensureProject } from '#features/projects';
import type { Engines } from '#kernel/ctx';
import type { Db } from '#platform/postgres/db';
import { storeApiKey } from './create-api-key.ts';
import { newKeyPair } from './key-pair.ts';
import type { KeyPair } from './key-pair.ts';
import { selectApiKeys, selectKeyByPublicKey } from './store/api-keys.sql.ts';

/** From the INIT_* settings; what is absent gets a default when it has to be made. */
export interface InitialProject {
  ownerId: string;
  organizationName?: string | undefined;
  projectId?: string | undefined;
  projectName?: string | undefined;
  publicKey?: string | undefined;
  secretKey?: string | undefined;
}

export interface EnsuredInitialProject {
  organizationId: string;
  projectId: string;
  /** Set only when the pair was made or taken over now: the one chance to show what was made up. */
  createdKeys: KeyPair | null;
}

type Needed = Pick<Engines, 'db' | 'clock' | 'secrets'>;

/** Sees to a first organization, project and key pair, at every start; what is there already stays as it is. */
export function ensureInitialProject(engines: Needed, wanted: InitialProject): Promise<EnsuredInitialProject> {
  return engines.db.transaction().execute(async (db) => {
    await awaitOtherStarts(db);
    const inside = { ...engines, db };
    const organization = await ensureOrganization(inside, {
      ownerId: wanted.ownerId,
      name: wanted.organizationName,
      fallbackName: 'My organization',
    });
    const project = await ensureProject(inside, {
      organizationId: organization.id,
      id: wanted.projectId,
      name: wanted.projectName,
      fallbackName: 'My project',
    });
    const { id: projectId, organizationId } = project;
    return { organizationId, projectId, createdKeys: await ensureKeys(inside, wanted, { projectId, organizationId }) };
  });
}

async function ensureKeys(
  engines: Needed,
  wanted: InitialProject,
  owner: { organizationId: string; projectId: string },
): Promise<KeyPair | null> {
  const known =
    wanted.publicKey === undefined
      ? (await selectApiKeys(engines.db, owner)).length > 0
      : (await selectKeyByPublicKey(engines.db, wanted.publicKey)) !== undefined;
  if (known) return null;
  const made = newKeyPair();
  const pair = { publicKey: wanted.publicKey ?? made.publicKey, secretKey: wanted.secretKey ?? made.secretKey };
  await storeApiKey(engines, { ...owner, pair, note: 'first key', expiresAt: null, createdBy: wanted.ownerId });
  return pair;
}

const LOCK = 7_316_204_512;

async function awaitOtherStarts(db: Db): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(${LOCK})`.execute(db);
}
