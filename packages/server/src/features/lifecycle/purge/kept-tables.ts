import type { Feature } from '#kernel/feature';

/** What this feature itself keeps of a project that is gone. */
export const LIFECYCLE_KEEPS = {
  project_purges: 'how the removal went',
  deletion_certificates: 'the proof of the removal',
} as const;

/** Tables that outlive a project on purpose, each with its reason. */
export function keptTables(features: readonly Feature[]): Record<string, string> {
  return Object.assign({}, LIFECYCLE_KEEPS, ...features.map(({ keeps }) => keeps ?? {})) as Record<string, string>;
}

/** The feature with the project's own row, which goes last. */
export function rootFeature(features: readonly Feature[]): Feature {
  const root = features.find(({ owns }) => owns.postgres?.includes('projects'));
  if (!root) throw new Error('No feature owns the table of projects');
  return root;
}
