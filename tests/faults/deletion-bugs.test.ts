import { expect, test } from 'vitest';
import { DELETION_BUGS } from './deletion-bugs/bugs.ts';
import { findDeletionBug } from './deletion-bugs/find-deletion-bug.ts';

/** The quickest of them; `npm run faults -- --bugs` puts back all. */
test(
  'I06: the test of T7 fails when rows that were removed are taken for a repetition',
  { timeout: 300_000 },
  async () => {
    const { status, why } = await findDeletionBug(DELETION_BUGS.T7);
    expect([status, why]).toEqual(['failed', expect.stringContaining('to deeply equal')]);
  },
);
