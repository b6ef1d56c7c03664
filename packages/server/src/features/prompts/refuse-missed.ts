import { AppError } from '#domain/errors';
import type { Db } from '#platform/postgres/db';
import { selectDependents } from './store/prompt-references.sql.ts';
import type { Missed } from './store/prompt-references.sql.ts';

/** Throws `invalid` when other prompts would refer to nothing. */
export async function refuseMissed(db: Db, missed: Missed): Promise<void> {
  const dependents = await selectDependents(db, missed);
  if (dependents.length === 0) return;
  const named = dependents.map(({ name, version }) => `'${name}' version ${version}`).join(', ');
  throw new AppError(
    'invalid',
    `Other prompts depend on this and would be broken: ${named}. Change or delete them first`,
  );
}
