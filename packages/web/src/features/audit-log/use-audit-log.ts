import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useTRPC, useTRPCClient } from '#lib/trpc';
import type { AuditFilter } from './use-audit-filter.ts';

/** Entries of an organization with all its projects, or of one project. */
export type AuditOwner = { organizationId: string } | { projectId: string };

const PAGE = 50;

/** The log of its owner, newest first. */
export function useAuditLog(owner: AuditOwner, filter: AuditFilter) {
  const trpc = useTRPC();
  const ofProject = 'projectId' in owner;
  const getNextPageParam = ({ nextCursor }: { nextCursor: string | null }) => nextCursor;
  const project = useInfiniteQuery(
    trpc.auditLog.project.infiniteQueryOptions(
      { ...filter, projectId: ofProject ? owner.projectId : '', limit: PAGE },
      { getNextPageParam, enabled: ofProject },
    ),
  );
  const organization = useInfiniteQuery(
    trpc.auditLog.list.infiniteQueryOptions(
      { ...filter, organizationId: ofProject ? '' : owner.organizationId, limit: PAGE },
      { getNextPageParam, enabled: !ofProject },
    ),
  );
  const list = ofProject ? project : organization;
  return { list, rows: list.data?.pages.flatMap(({ rows }) => rows) };
}

export type AuditRow = NonNullable<ReturnType<typeof useAuditLog>['rows']>[number];

/** Walks the whole chain on the server; asked for by hand. */
export function useAuditVerdict(organizationId: string) {
  const trpc = useTRPC();
  return useQuery({
    ...trpc.auditLog.verify.queryOptions({ organizationId }),
    enabled: false,
    gcTime: 0,
  });
}

export type AuditVerdict = NonNullable<ReturnType<typeof useAuditVerdict>['data']>;

export type AuditFormat = 'csv' | 'jsonl';

/** All entries that the filter lets through, as one text, read part by part. */
export function useAuditExport(organizationId: string) {
  const client = useTRPCClient();
  return async (filter: AuditFilter & { projectId?: string }, format: AuditFormat): Promise<Blob> => {
    const parts: string[] = [];
    let cursor: string | null = null;
    do {
      const part: { text: string; nextCursor: string | null } = await client.auditLog.export.query({
        ...filter,
        organizationId,
        format,
        cursor,
      });
      parts.push(part.text);
      cursor = part.nextCursor;
    } while (cursor !== null);
    return new Blob(parts, { type: format === 'csv' ? 'text/csv' : 'application/jsonl' });
  };
}
