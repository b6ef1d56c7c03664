import type { AppRouter } from '@tidemark/server/router';
import { createTRPCClient, httpBatchStreamLink, httpLink, splitLink } from '@trpc/client';
import { createTRPCContext } from '@trpc/tanstack-react-query';

/** The typed way to the server: `useTRPC().traces.list.queryOptions({ … })` for TanStack Query. */
export const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>();

export const createClient = () =>
  createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: ({ path }) => CONFIDENTIAL.has(path),
        true: httpLink({ url: '/api/trpc', methodOverride: 'POST', fetch: fetchSameOrigin }),
        // Streamed: each answer is there as soon as it is known, so a quick question never waits for a slow one beside it.
        false: httpBatchStreamLink({ url: '/api/trpc', maxURLLength: 6000, maxItems: 12, fetch: fetchSameOrigin }),
      }),
    ],
  });

/** Questions that hold what must not be read in an address: they are asked in a body. */
const CONFIDENTIAL: ReadonlySet<string> = new Set([
  'analyticsSyncs.test',
  'blobExports.test',
  'ingestion.masking.test',
  'lifecycle.subjectErasure.preview',
]);

/** Signed in by cookie; the credentials never leave this origin. */
const fetchSameOrigin = (input: RequestInfo | URL | string, init?: object): Promise<Response> =>
  fetch(input, { ...init, credentials: 'same-origin' });
