import { expect, test } from 'vitest';
import { z } from 'zod';
import { query, router } from './trpc.ts';
import type { TrpcContext } from './trpc.ts';
import { read } from './verb.ts';

const who = { kind: 'user' as const, id: 'u', name: 'u@example.com', may: () => true };
const context: TrpcContext = { open: () => Promise.resolve({ actor: who } as never) };

test('a verb with a strict input never meets the id of the scope that it is asked in', async () => {
  const echo = (permission: 'project:read' | 'organization:read') =>
    query(read({ input: z.strictObject({ name: z.string() }), permission, run: (_, input) => Promise.resolve(input) }));
  const caller = router({ project: echo('project:read'), organization: echo('organization:read') }).createCaller(
    context,
  );
  expect(await caller.project({ projectId: 'p', name: 'x' })).toEqual({ name: 'x' });
  expect(await caller.organization({ organizationId: 'o', name: 'x' } as never)).toEqual({ name: 'x' });
  await expect(caller.project({ projectId: 'p', organizationId: 'o', name: 'x' } as never)).rejects.toThrow(
    'organizationId',
  );
});
