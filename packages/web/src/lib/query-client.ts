import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { readProblem } from './app-error.ts';

/** Client of all reads. `onSignedOut` runs when any answer says that the session is over. */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  const onError = (error: unknown): void => {
    if (['unauthenticated', 'unauthorized'].includes(readProblem(error).code)) onSignedOut();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        gcTime: 300_000,
        retry: shouldRetry,
        retryDelay: (attempt) => Math.min(500 * 2 ** attempt, 8_000),
      },
      mutations: { retry: false },
    },
  });
}

/** Only what may pass by itself is asked again; a refusal is an answer. */
const shouldRetry = (failures: number, error: unknown): boolean =>
  failures < 3 && ['unavailable', 'service_unavailable', 'timeout'].includes(readProblem(error).code);
