import { z } from 'zod';
import { storableText } from '../storable-text.ts';
import { route } from './route.ts';

const id = storableText().min(1).max(100);
const text = storableText().trim().min(1).max(1000);
const count = (fallback: number, max: number) => z.coerce.number().int().min(0).max(max).default(fallback);
const flag = (fallback: 'true' | 'false') =>
  z
    .enum(['true', 'false'])
    .default(fallback)
    .transform((value) => value === 'true');

const AdminProject = z.object({
  id: z.string(),
  organizationId: z.string(),
  name: z.string(),
  status: z.string(),
  createdAt: z.string(),
  legalHold: z.string().nullable(),
  deletedAt: z.string().nullable(),
  purgeAfter: z.string().nullable(),
  deletionReason: z.string().nullable(),
});

const Deleted = z.object({
  entityType: z.string(),
  /** For the other routes. */
  id: z.string(),
  name: z.string(),
  organizationId: z.string(),
  projectId: z.string(),
  state: z.string(),
  deletedAt: z.string(),
  deletedBy: z.string().nullable(),
  reason: z.string(),
  purgeAfter: z.string().nullable(),
});

const Removal = z.object({
  status: z.enum(['waiting for a second admin', 'due']),
  /** Until when the second admin may confirm. */
  expiresAt: z.string().nullable(),
});

const page = { skip: count(0, 1_000_000), limit: count(50, 200) };
const projectParams = z.object({ id });
const entityParams = z.object({ entityType: id, id });
const reason = z.object({ reason: text });
const common = { tag: 'Admin', auth: 'admin' } as const;

export const adminRoutes = {
  listProjects: route({
    ...common,
    id: 'admin_listProjects',
    method: 'GET',
    path: '/api/v1/projects',
    summary: 'Projects of the instance',
    query: z.object({ include_deleted: flag('false'), ...page }),
    response: z.object({ data: z.array(AdminProject), total: z.number() }),
  }),
  createProject: route({
    ...common,
    id: 'admin_createProject',
    method: 'POST',
    path: '/api/v1/projects',
    summary: 'Make a project in an organization',
    body: z.object({ organization_id: id, name: storableText().min(1).max(100) }),
    status: 201,
    response: AdminProject,
  }),
  getProject: route({
    ...common,
    id: 'admin_getProject',
    method: 'GET',
    path: '/api/v1/projects/{id}',
    summary: 'A project, in whatever state',
    params: projectParams,
    response: AdminProject,
  }),
  updateProject: route({
    ...common,
    id: 'admin_updateProject',
    method: 'PUT',
    path: '/api/v1/projects/{id}',
    summary: 'Rename a project',
    params: projectParams,
    body: z.object({ name: storableText().min(1).max(100) }),
    response: AdminProject,
  }),
  deleteProject: route({
    ...common,
    id: 'admin_deleteProject',
    method: 'DELETE',
    path: '/api/v1/projects/{id}',
    summary: 'Mark a project for deletion; it can be restored within its grace',
    params: projectParams,
    status: 204,
    response: z.null(),
  }),
  deletedEntities: route({
    ...common,
    id: 'admin_deletedEntities',
    method: 'GET',
    path: '/api/v1/admin/deleted-entities',
    summary: 'The trash of the instance, newest first',
    query: z.object({ entity_type: id.optional(), ...page }),
    response: z.object({ data: z.array(Deleted), total: z.number() }),
  }),
  restore: route({
    ...common,
    id: 'admin_restore',
    method: 'POST',
    path: '/api/v1/admin/{entityType}/{id}/restore',
    summary: 'Bring back what an operation took',
    params: entityParams,
    response: z.object({ state: z.string() }),
  }),
  permanent: route({
    ...common,
    id: 'admin_permanent',
    method: 'DELETE',
    path: '/api/v1/admin/{entityType}/{id}/permanent',
    summary: 'Remove for good without waiting; for a project a second admin has to ask for the same',
    params: entityParams,
    body: reason,
    response: Removal,
  }),
  stats: route({
    ...common,
    id: 'admin_deletionStats',
    method: 'GET',
    path: '/api/v1/admin/deletion-stats',
    summary: 'What is being deleted, by type and state',
    response: z.object({
      entities: z.array(
        z.object({
          entityType: z.string(),
          state: z.string(),
          count: z.number(),
          oldest: z.string().nullable(),
          nextPurge: z.string().nullable(),
        }),
      ),
      purges: z.object({
        open: z.number(),
        failing: z.number(),
        bytes: z.number(),
        purged: z.number(),
        /** Projects whose removal has failed so often that a person has to look. */
        blocked: z.number(),
        lastErrors: z.array(
          z.object({
            projectId: z.string(),
            attempts: z.number(),
            error: z.string(),
            step: z.string(),
            nextAttemptAt: z.string(),
          }),
        ),
      }),
      settings: z.object({ flow: z.string(), graceDays: z.number(), purgeEnabled: z.boolean() }),
    }),
  }),
  cleanup: route({
    ...common,
    id: 'admin_cleanupOldDeletions',
    method: 'POST',
    path: '/api/v1/admin/cleanup-old-deletions',
    summary: 'Let old operations in the trash become due; a dry run unless told otherwise',
    query: z.object({
      days_old: z.coerce.number().int().min(1).max(3650).default(90),
      dry_run: flag('true'),
      /** What the dry run answered: the real run does exactly that or nothing. */
      hash: id.optional(),
      entity_type: id.optional(),
      organization_id: id.optional(),
    }),
    response: z.object({ dryRun: z.boolean(), count: z.number(), ids: z.array(z.string()), hash: z.string() }),
  }),
  mark: route({
    ...common,
    id: 'admin_markForDeletion',
    method: 'POST',
    path: '/api/v1/admin/projects/{id}/mark-for-deletion',
    summary: 'Mark a project for deletion, with a reason',
    params: projectParams,
    body: reason,
    response: AdminProject,
  }),
  legalHold: route({
    ...common,
    id: 'admin_legalHold',
    method: 'POST',
    path: '/api/v1/admin/projects/{id}/legal-hold',
    summary: 'Keep a project from being deleted or removed, or lift that with null',
    params: projectParams,
    body: z.object({ reason: text.nullable() }),
    response: AdminProject,
  }),
  purgeNow: route({
    ...common,
    id: 'admin_purgeNow',
    method: 'POST',
    path: '/api/v1/admin/projects/{id}/purge-now',
    summary: 'Remove a project without days of grace; a second admin has to ask for the same',
    params: projectParams,
    body: reason,
    response: Removal,
  }),
} as const;
