import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ArchiveImport } from '@tidemark/contract/archives';
import { useState } from 'react';
import { useProject } from '#lib/session';
import { useTRPC } from '#lib/trpc';
import { sendFile } from './send-file.ts';

/** Imports of archives, looked at often while one is under way, and how to begin, start and end one. */
export function useImports() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { id: projectId } = useProject();
  const [sent, setSent] = useState<number | null>(null);
  const list = useQuery({
    ...trpc.archives.imports.list.queryOptions({ projectId }),
    refetchInterval: ({ state }) => (state.data?.imports.some(isAtWork) ? 1000 : 30_000),
  });
  const onSettled = () => queries.invalidateQueries({ queryKey: trpc.archives.imports.pathKey() });
  const start = useMutation(trpc.archives.imports.start.mutationOptions({ onSettled }));
  const cancel = useMutation(trpc.archives.imports.cancel.mutationOptions({ onSettled }));
  return {
    list,
    /** Share of the file that is sent; null while none is. */
    sent,
    upload: async (file: File, withSettings: boolean): Promise<void> => {
      setSent(0);
      try {
        const path = `/api/project/${encodeURIComponent(projectId)}/archive-imports?withSettings=${withSettings}`;
        await sendFile({ path, file, onSent: setSent });
      } finally {
        setSent(null);
        await onSettled();
      }
    },
    start: (importId: string) => start.mutateAsync({ projectId, importId }),
    cancel: (importId: string) => cancel.mutateAsync({ projectId, importId }),
  };
}

const isAtWork = ({ state }: ArchiveImport): boolean =>
  state === 'RECEIVING' || state === 'CHECKING' || state === 'IMPORTING';
