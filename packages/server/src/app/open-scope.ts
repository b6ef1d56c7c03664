import { openAccount } from '#features/accounts';
import type { Auth } from '#features/accounts';
import { keyActor, openKey, refuseByProjectState } from '#features/api-keys';
import type { KeyAuthenticator } from '#features/api-keys';
import { recordAudit } from '#features/audit-log';
import { openOrganization } from '#features/organizations';
import { openProject } from '#features/projects';
import { AppError } from '#domain/errors';
import { IN_DELETED_PROJECTS, ORGANIZATION_PERMISSIONS, PROJECT_PERMISSIONS } from '#domain/permissions';
import type { AccountCtx, Engines, ProjectCtx } from '#kernel/ctx';
import type { OpenKeyCtx } from '#kernel/mount-rest';
import type { TrpcContext } from '#kernel/trpc';
import { OrganizationId, ProjectId } from '@tidemark/contract/ids';
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
            : openAccount(user);
      return { ...engines, ...scope, audit: auditOf(request) } as never;
    },
  };
}

/** The scope that the key of a public request opens. */
export function keyScopes(engines: Engines, keys: KeyAuthenticator): OpenKeyCtx {
  return async (request, auth): Promise<ProjectCtx> => {
    if (auth === 'none') return { ...engines, ...NOBODY, audit: auditOf(request) };
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
