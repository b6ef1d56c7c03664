import { OrganizationId, ProjectId } from '@tidemark/contract/ids';
import type { Engines, ProjectCtx } from '#kernel/ctx';

/** The scope of a key that may do everything in a project that only a test knows. */
export function testProject(engines: Engines, projectId: string): ProjectCtx {
  return {
    ...engines,
    projectId: ProjectId.parse(projectId),
    organizationId: OrganizationId.parse('test'),
    actor: { kind: 'api-key', id: 'key', name: 'pk-test', may: () => true },
    audit: () => Promise.resolve(),
  };
}
