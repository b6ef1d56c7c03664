import type { Engines } from '#kernel/ctx';
import { writeHidden } from './store/hidden-telemetry.sql.ts';
import type { HiddenKind } from './store/hidden-telemetry.sql.ts';

/** Hides these from every read, for an operation that is on record. Resolves when it holds; may be repeated. */
export async function hideTelemetry(
  { ch, clock }: Pick<Engines, 'ch' | 'clock'>,
  hide: { projectId: string; deletionId: string; kind: HiddenKind; ids: readonly string[] },
): Promise<void> {
  await writeHidden(ch, { ...hide, state: 'hidden', atUs: clock.nowUs() });
}
