/**
 * What an operator and a load balancer ask a process: is it alive, are its databases, should it get requests. Owns no
 * data.
 */
import { feature } from '#kernel/feature';

export { operationsRest } from './rest.ts';

export const operations = feature({ name: 'operations', owns: {} });
