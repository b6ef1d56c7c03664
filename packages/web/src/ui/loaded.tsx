import type { ReactNode } from 'react';
import { ErrorState } from './error-state.tsx';

interface Query<Data> {
  data: Data | undefined;
  error: unknown;
  refetch: () => Promise<unknown>;
}

export interface LoadedProps<Data> {
  query: Query<Data>;
  /** What happened when it failed, as in `The traces could not be read`. */
  problem: string;
  /** As high as what follows. */
  skeleton: ReactNode;
  children: (data: Data) => ReactNode;
}

/** What was asked for, or what stands in its place: a skeleton, or the problem. What was read once stays when a later look fails. */
export function Loaded<Data>({ query, problem, skeleton, children }: LoadedProps<Data>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error === null) return skeleton;
  return <ErrorState title={problem} error={query.error} onRetry={() => void query.refetch()} />;
}
