import { useQueryClient } from '@tanstack/react-query';
import { nowMs } from './clock.ts';
import { useProject } from './session.ts';
import { useTRPCClient } from './trpc.ts';

const POLL_MS = 500;
const PATIENCE_MS = 120_000;

/** Takes a deletion of the project back, whole; one that is still at work is waited for. */
export function useRestoreDeletion(): (deletionId: string) => Promise<unknown> {
  const client = useTRPCClient();
  const queries = useQueryClient();
  const { id: projectId } = useProject();
  const isHiding = async (deletionId: string): Promise<boolean> =>
    (await client.lifecycle.trash.progress.query({ projectId, deletionId })).state === 'HIDING';
  return async (deletionId) => {
    const since = nowMs();
    while (nowMs() - since < PATIENCE_MS && (await isHiding(deletionId)))
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    const restored = await client.lifecycle.trash.restore.mutate({ projectId, deletionId });
    await queries.invalidateQueries();
    return restored;
  };
}
