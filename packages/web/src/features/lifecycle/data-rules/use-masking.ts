import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useProject } from '#lib/session';
import { useTRPC, useTRPCClient } from '#lib/trpc';

/** What the project takes out of what is sent to it, before anything is kept. */
export function useMasking() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const { id: projectId } = useProject();
  const settings = useQuery(trpc.ingestion.masking.get.queryOptions({ projectId }));
  const change = useMutation(
    trpc.ingestion.masking.set.mutationOptions({
      onSettled: () => queries.invalidateQueries({ queryKey: trpc.ingestion.masking.pathKey() }),
    }),
  );
  return {
    settings,
    set: (rules: MaskingRule[]) => change.mutateAsync({ projectId, rules }),
    /** What the rules would make of a text. */
    test: async (rules: MaskingRule[], text: string): Promise<string> => {
      const { masked } = await client.ingestion.masking.test.query({ projectId, rules, sample: parsed(text) });
      return typeof masked === 'string' ? masked : JSON.stringify(masked, null, 2);
    },
  };
}

export type MaskingRule =
  | { kind: 'pattern'; pattern: string; replacement: string }
  | { kind: 'path'; path: string; replacement: string };

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** JSON where it is JSON, else the text itself. */
function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
