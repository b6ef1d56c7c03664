import type { AppRouter } from '@tidemark/server/router';
import type { inferOutput, TRPCOptionsProxy } from '@trpc/tanstack-react-query';

type Api = TRPCOptionsProxy<AppRouter>;

/** A trace as its page shows it. Times are ISO 8601 with microseconds, latency seconds, cost US dollars. */
export type TraceView = inferOutput<Api['traces']['get']>;

/** What the tree needs of a step. Times are microseconds since 1970, cost is US dollars; an empty parent is a root. */
export type SkeletonStep = inferOutput<Api['traces']['skeleton']>['steps'][number];

/** A step with its payloads and how it was understood. */
export type ObservationView = inferOutput<Api['observations']['get']>;

/** One priced usage class: `units × price = cost`, prices and costs as exact decimal text in US dollars. */
export type CostLineView = ObservationView['costLines'][number];

export type ScoreView = inferOutput<Api['scores']['forTrace']>[number];
