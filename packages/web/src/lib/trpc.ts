import type { AppRouter } from '@tidemark/server/router';
import { createTRPCClient, httpBatchStreamLink } from '@trpc/client';
import { createTRPCContext } from '@trpc/tanstack-react-query';

/** The typed way to the server: `useTRPC().traces.list.queryOptions({ … })` for TanStack Query. */
export const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>();

export const createClient = () =>
  createTRPCClient<AppRouter>({
    // Streamed: each answer is there as soon as it is known, so a quick question never waits for a slow one beside it.
    links: [httpBatchStreamLink({ url: '/api/trpc', maxURLLength: 6000, maxItems: 12, fetch: fetchSameOrigin })],
  });

/** Signed in by cookie; the credentials never leave this origin. */
const fetchSameOrigin = (input: RequestInfo | URL | string, init?: object): Promise<Response> =>
  fetch(input, { ...init, credentials: 'same-origin' });
