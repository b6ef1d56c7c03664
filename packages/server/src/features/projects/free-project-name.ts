import type { Db } from '#platform/postgres/db';
import { selectProjectByName } from './store/projects.sql.ts';

const MAX_LENGTH = 60;
const MOST_TRIED = 1000;

/** The name, or with a suffix where another project of the organization has taken it meanwhile. */
export async function freeProjectName(db: Db, wanted: { organizationId: string; name: string }): Promise<string> {
  const { organizationId, name } = wanted;
  for (let n = 0; n < MOST_TRIED; n += 1) {
    const suffix = n === 0 ? '' : n === 1 ? ' (restored)' : ` (restored ${n})`;
    const candidate = `${name.slice(0, MAX_LENGTH - suffix.length)}${suffix}`;
    if (!(await selectProjectByName(db, { organizationId, name: candidate }))) return candidate;
  }
  return `${name.slice(0, MAX_LENGTH - 40)} (restored)`;
}
