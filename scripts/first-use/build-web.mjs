import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { collect } from './install.mjs';
import { inRoot, lockHash, NODE, readIfThere } from './paths.mjs';
import { sayTicking } from './say.mjs';

const WEB = inRoot('packages/web');
const STAMP = join(WEB, 'dist/.built-from');
const SOURCES = [
  'src',
  'public',
  'index.html',
  'vite.config.ts',
  'package.json',
  '../contract/src',
  '../contract/package.json',
];

/** Builds the web app, unless the present build is of these very sources. */
export async function buildWeb() {
  const wanted = sourcesHash();
  if (readIfThere(STAMP) === wanted) return;
  rmSync(STAMP, { force: true });
  const done = sayTicking('Building the web app');
  const { code, output } = await collect(
    NODE,
    [inRoot('node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'],
    WEB,
  );
  if (code !== 0) {
    done('failed');
    throw new Error(`The web app could not be built:\n${output.trim()}`);
  }
  writeFileSync(STAMP, wanted);
  done('done');
}

function sourcesHash() {
  const hash = createHash('sha256').update(lockHash());
  for (const source of SOURCES.map((path) => join(WEB, path)).filter(existsSync)) {
    for (const file of filesOf(source)) hash.update(`${file}\0`).update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

/** @param {string} path @returns {string[]} */
function filesOf(path) {
  try {
    const names = readdirSync(path, { recursive: true, withFileTypes: true });
    return names
      .filter((entry) => entry.isFile() && !entry.name.includes('.test.'))
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
      .sort();
  } catch (error) {
    if (error.code === 'ENOTDIR') return [path];
    throw error;
  }
}
