import type { Engines } from '#kernel/ctx';
import type { Restored, TrashedOperation } from '#kernel/feature';
import { advanceHidden, countHidden } from './store/hidden-telemetry.sql.ts';

/** Takes back exactly what the operation hid; what another one hides too stays hidden. May be repeated. */
export async function restoreTelemetry({ ch }: Pick<Engines, 'ch'>, operation: TrashedOperation): Promise<Restored> {
  const of = { projectId: operation.projectId, deletionId: operation.id };
  await advanceHidden(ch, { ...of, from: 'hidden', to: 'restored' });
  const restored = await countHidden(ch, { ...of, states: ['restored'] });
  return { counts: { traces: restored.trace, scores: restored.score }, renamed: [] };
}
