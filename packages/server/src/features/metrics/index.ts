/**
 * Metrics: figures over many traces, computed when they are asked for. Owns no table: it reads what traces keep, and
 * every answer is bounded by the limits of its query class.
 */
import { feature } from '#kernel/feature';

export { metricsRouter } from './trpc.ts';

export const metrics = feature({ name: 'metrics', owns: {} });
