import { createHash, timingSafeEqual } from 'node:crypto';
import { isInstanceAdmin, openAccount, userActor } from '#features/accounts';
import type { ActingUser, Auth } from '#features/accounts';
import { keyActor, openKey, refuseByProjectState } from '#features/api-keys';
import type { KeyAuthenticator } from '#features/api-keys';
import { recordAudit } from '#features/audit-log';
import { openOrganization } from '#features/organizations';
import { openProject } from '#features/projects';
import { AppError } from '#domain/errors';
import {
  IN_DELETED_PROJECTS,
  INSTANCE_PERMISSIONS,
  ORGANIZATION_PERMISSIONS,
  PROJECT_PERMISSIONS,
} from '#domain/permissions';
import type { AccountCtx, Actor, Engines, ProjectCtx } from '#kernel/ctx';
import type { OpenKeyCtx } from '#kernel/mount-rest';
import type { TrpcContext } from '#kernel/trpc';
import { OrganizationId, ProjectId } from '@tidemark/contract/ids';
import { refuseForeignPages } from './refuse-foreign-pages.ts';
import type { FastifyRequest } from 'fastify';

/** The scopes that a signed-in person's request may open; the session is looked up once per request. */
export function sessionScopes(engines: Engines, auth: Auth, request: FastifyRequest): TrpcContext {
  let session: ReturnType<Auth['findSession']> | null = null;
  const person = async () => {
    const user = await (session ??= auth.findSession(toHeaders(request)));
    if (!user) throw new AppError('unauthenticated', 'You are signed out; sign in again');
    return user;
  };
  return {
    open: async (permission, rawInput) => {
      const user = await person();
      const asked = (typeof rawInput === 'object' && rawInput !== null ? rawInput : {}) as Record<string, unknown>;
      const scope =
        permission in PROJECT_PERMISSIONS
          ? await openProject(engines, user, asked['projectId'], { alsoDeleted: IN_DELETED_PROJECTS.has(permission) })
          : permission in ORGANIZATION_PERMISSIONS
            ? await openOrganization(engines, user, asked['organizationId'])
            : permission in INSTANCE_PERMISSIONS
              ? await openInstance(engines, user)
              : openAccount(user);
      return { ...engines, ...scope, audit: auditOf(request) } as never;
    },
  };
}

/** The scope that the key of a public request opens. */
export function keyScopes(engines: Engines, keys: KeyAuthenticator, admins: OpenAdmin): OpenKeyCtx {
  return async (request, auth): Promise<ProjectCtx> => {
    if (auth === 'none') return { ...engines, ...NOBODY, audit: auditOf(request) };
    // Of no organization and no project: what an admin's verb is about it says itself.
    if (auth === 'admin') return { ...engines, actor: await admins(request), audit: auditOf(request) } as never;
    const key = await keys.authenticate(request.headers.authorization);
    if (auth === 'organization') {
      if (key.scope !== 'organization')
        throw new AppError('forbidden', 'Invalid API key. Organization-scoped API key required for this operation.');
      const organizationId = OrganizationId.parse(key.organizationId);
      return { ...engines, actor: keyActor(key), organizationId, projectId: NOBODY.projectId, audit: auditOf(request) };
    }
    if (key.scope === 'public' && auth !== 'scores')
      throw new AppError('forbidden', 'Access denied - insufficient permissions for this endpoint');
    const opened = openKey(key);
    refuseByProjectState(key, request.method === 'GET' ? 'read' : 'write');
    return { ...engines, ...opened, audit: auditOf(request) };
  };
}

export type OpenAdmin = (request: FastifyRequest) => Promise<Actor>;

/**
 * Who looks after the instance: its admin key as a bearer, or the session of an admin on one of our own pages. Whoever
 * else asks is not told more than that it takes an admin.
 */
export function adminScopes(engines: Engines, auth: Auth, adminKey: string | undefined): OpenAdmin {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return async (request) => {
    const { authorization } = request.headers;
    if (authorization !== undefined) {
      const [, given] = /^bearer +(\S+)$/i.exec(authorization.slice(0, 2000)) ?? [];
      const isRight = adminKey !== undefined && given !== undefined && timingSafeEqual(digest(given), digest(adminKey));
      if (!isRight) throw new AppError('unauthenticated', 'This is not the admin key of the instance');
      return {
        kind: 'api-key',
        id: 'admin-key',
        name: 'ADMIN_API_KEY',
        may: (permission) => permission in INSTANCE_PERMISSIONS,
      };
    }
    const user = await auth.findSession(toHeaders(request));
    if (!user) throw new AppError('unauthenticated', 'Sign in as an admin of the instance, or send its admin key');
    refuseForeignPages(request, engines.publicUrl, { mustSayWhere: request.method !== 'GET' });
    return (await openInstance(engines, user)).actor;
  };
}

async function openInstance({ db }: Engines, user: ActingUser): Promise<{ actor: Actor }> {
  if (await isInstanceAdmin(db, user.id))
    return { actor: userActor(user, (permission) => permission in INSTANCE_PERMISSIONS) };
  throw new AppError('forbidden', 'This takes an admin of the instance');
}

const NOBODY = {
  actor: { kind: 'system' as const, id: 'nobody', name: 'nobody', may: () => false },
  organizationId: OrganizationId.parse('none'),
  projectId: ProjectId.parse('none'),
};

function auditOf(request: FastifyRequest): AccountCtx['audit'] {
  return async function audit(this: AccountCtx, entry) {
    await recordAudit(this, entry, { ip: request.ip });
  };
}

function toHeaders(request: FastifyRequest): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return headers;
}
