import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statfsSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { inRoot, lockHash, NODE, readIfThere, ROOT } from './paths.mjs';
import { say, sayTicking } from './say.mjs';

const INSTALLED_MB = 1300;
const STAMP = inRoot('node_modules/.tidemark-installed');

/** Installs exactly what the lock file names, unless that is there. An interrupted install leaves no stamp and is repeated. */
export async function install() {
  const wanted = `${process.platform}-${process.arch} ${lockHash()}`;
  if (readIfThere(STAMP) === wanted && existsSync(NODE)) return;
  if (!isCurrent()) await npmCi();
  writeFileSync(STAMP, wanted);
}

/** Somebody who changed a dependency with npm has installed it already: npm's own record then equals the lock file. */
function isCurrent() {
  const record = readIfThere(inRoot('node_modules/.package-lock.json'));
  if (record === null || !existsSync(NODE)) return false;
  const [wanted, found] = [readIfThere(inRoot('package-lock.json')), record].map(
    (text) => JSON.parse(text ?? '{}').packages,
  );
  const packages = Object.entries(wanted).filter(([path]) => path.includes('node_modules/'));
  const present = ([path, { version, optional, link }]) =>
    path in found ? link === true || found[path].version === version : optional === true;
  return packages.every(present) && Object.keys(found).every((path) => path in wanted);
}

async function npmCi() {
  const what = existsSync(inRoot('node_modules'))
    ? 'Bringing dependencies up to date'
    : 'Installing dependencies (first use)';
  const freeBefore = freeMegabytes();
  const done = sayTicking(what, () => `${Math.max(0, freeBefore - freeMegabytes())} of about ${INSTALLED_MB} MB`);
  const npm = process.env.npm_execpath;
  const args = ['ci', '--no-audit', '--no-fund', '--no-progress', '--loglevel=error'];
  const [command, all] = npm?.endsWith('.js') ? [nodeOutside(), [npm, ...args]] : ['npm', args];
  const { code, output } = await collect(command, all);
  if (code !== 0) {
    done('failed');
    throw new Error(`npm could not install the dependencies (exit code ${code}):\n${output.trim()}`);
  }
  done(`${countPackages()} packages`);
  if (output.trim()) say(output.trim());
}

/** What is written so far shows in what the disk has left. */
function freeMegabytes() {
  const { bavail, bsize } = statfsSync(ROOT);
  return Math.round((bavail * bsize) / 2 ** 20);
}

/** `npm ci` takes node_modules away, and with it the Node inside, so npm must run on another. */
function nodeOutside() {
  if (!process.execPath.startsWith(inRoot('node_modules'))) return process.execPath;
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'));
  return folders.map((folder) => join(folder, 'node')).find(existsSync) ?? process.execPath;
}

function countPackages() {
  try {
    return readdirSync(inRoot('node_modules')).filter((name) => !name.startsWith('.')).length;
  } catch {
    return 0;
  }
}

/** @param {string} command @param {string[]} args */
export function collect(command, args, cwd = ROOT) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });
}
