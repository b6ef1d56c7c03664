/**
 * `npm run lock` after dependencies changed: completes package-lock.json, so that `npm ci` works on every platform.
 * npm leaves out optional packages that it could not see when it wrote the file, such as the binaries for another
 * system on a mirror that lacks them, and then refuses its own file. Addresses of registries go, too: whoever installs
 * has their own. With `--check` it writes nothing and fails when there is something to do.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { completeLock } from './lock/complete-lock.ts';
import type { Lock } from './lock/complete-lock.ts';

const path = join(import.meta.dirname, '../package-lock.json');
const before = readFileSync(path, 'utf8');
const after = `${JSON.stringify(completeLock(JSON.parse(before) as Lock), null, 2)}\n`;

if (process.argv.includes('--check')) {
  if (before !== after)
    console.error('package-lock.json is not complete: run `npm run lock` after changing dependencies');
  process.exitCode = before === after ? 0 : 1;
} else {
  writeFileSync(path, after);
}
