import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { OrganizationId, ProjectId } from '@tidemark/contract/ids';
import { mayRole } from '#domain/permissions';
import type { Role } from '#domain/permissions';
import type { AuditEntry, Engines, ProjectCtx } from '#kernel/ctx';
import { diskJournal } from '#platform/journal/disk-journal';
import type { SealedSegment } from '#platform/journal/journal';
import { keepRequest } from './kept-request.ts';
import { tallyOfRequest } from './tally.ts';

/** A request as it was accepted: how many events were found good, and why others were not. */
export interface Accepted {
  kind: 'otlp-json' | 'batch';
  body: unknown;
  accepted: number;
  refusals?: string[];
}

/** Accepts requests of a new project as one segment that nobody was told of. */
export async function keepSegment(
  stores: { engines: Engines; folder: string },
  ...requests: Accepted[]
): Promise<{ projectId: string; segment: SealedSegment }> {
  const projectId = `p-${randomUUID()}`;
  return { projectId, segment: await keepSegmentOf(stores, projectId, ...requests) };
}

/** The same for a project that there is. */
export async function keepSegmentOf(
  { engines, folder }: { engines: Engines; folder: string },
  projectId: string,
  ...requests: Accepted[]
): Promise<SealedSegment> {
  const sealed: SealedSegment[] = [];
  {
    const root = join(folder, 'blobs');
    await using journal = diskJournal({ root, clock: engines.clock, onSealed: (one) => sealed.push(one) });
    for (const { kind, body, accepted, refusals = [] } of requests) {
      const wire = Buffer.from(JSON.stringify(body));
      const tally = tallyOfRequest(kind === 'batch' ? 'batch' : 'otlp', accepted, refusals);
      const receivedUs = engines.clock.nowUs();
      const head = { kind, receivedUs, apiKeyId: 'k', access: 'all', sdkName: '', sdkVersion: '', tally } as const;
      await keepRequest({ journal }, { projectId, head, body: { wire, encoding: 'identity' } });
    }
  }
  const [segment] = sealed;
  if (!segment) throw new Error('nothing was sealed');
  return segment;
}

const hex = (bytes: number) => randomBytes(bytes).toString('hex');

/** An OTLP export of so many spans, each a trace of its own. */
export function spans(count: number) {
  const nanos = String(BigInt(Date.UTC(2026, 10, 19)) * 1_000_000n);
  const one = () => ({
    traceId: hex(16),
    spanId: hex(8),
    name: 's',
    startTimeUnixNano: nanos,
    endTimeUnixNano: nanos,
  });
  return { resourceSpans: [{ scopeSpans: [{ spans: Array.from({ length: count }, one) }] }] };
}

/** An event of a batch. */
export const score = (id: string = randomUUID()) => ({
  id: randomUUID(),
  type: 'score-create',
  timestamp: '2026-11-19T10:00:00.000Z',
  body: { id, traceId: 't', name: 'q', value: 1 },
});

/** What a person of a role is given within a project; `audited` gathers what would be recorded. */
export function projectCtx(test: { engines: Engines }, projectId: string, role: Role = 'OWNER') {
  const audited: AuditEntry[] = [];
  const ctx: ProjectCtx = {
    ...test.engines,
    organizationId: OrganizationId.parse('o'),
    projectId: ProjectId.parse(projectId),
    actor: { kind: 'user', id: 'u', name: 'u@example.com', may: (permission) => mayRole(role, permission) },
    audit: async (entry) => void audited.push(entry),
  };
  return { ctx, audited };
}
