/**
 * How things end. Deletion is easy to ask for, hard to do by mistake, reversible for a while, then complete and
 * provable. What there is to delete is declared by the features that keep it; this one is handed their declarations
 * and knows none of their tables.
 */
import { feature } from '#kernel/feature';
import type { Feature } from '#kernel/feature';
import { adminRest } from './admin/rest.ts';
import { eraseProject } from './erase-project.ts';
import { purgeChores } from './purge/chores.ts';

export { lifecycleRouter } from './trpc.ts';

/** The manifest, given the features whose data it looks after. */
export const lifecycle = (features: readonly Feature[]) =>
  feature({
    name: 'lifecycle',
    owns: { postgres: ['outbox'] },
    eraseProject,
    rest: adminRest(features),
    chores: purgeChores(features),
  });
