/**
 * What an operator and a load balancer ask a process: is it alive, are its databases, should it get requests. Owns the
 * register of running processes, by which they wait for each other (`#platform/postgres/barrier`).
 */
import { feature } from '#kernel/feature';

export { operationsRest } from './rest.ts';

export const operations = feature({
  name: 'operations',
  owns: { postgres: ['processes', 'barriers', 'barrier_passes'] },
});
