/**
 * `npm run verify`: everything that can be said of the tree without engines or a browser. Runs all checks even when one
 * fails, and shows the output of those that did.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const bin = (name: string) => join(root, 'node_modules/.bin', name);

const CHECKS: Record<string, [command: string, ...args: string[]]> = {
  format: [bin('oxfmt'), '--check'],
  lint: [bin('oxlint'), '--type-aware', '--deny-warnings'],
  types: [bin('tsc'), '-b', '.', 'packages/web'],
  'dead code': [bin('knip'), '--no-progress', '--no-config-hints'],
  'lock file': [process.execPath, 'scripts/lock.ts', '--check'],
  'generated files': [process.execPath, 'scripts/generate.ts', '--check'],
  'paths in documents': [process.execPath, 'scripts/check-doc-refs.ts'],
  'unit tests': [bin('vitest'), 'run', '--project', 'unit', '--reporter', 'dot'],
};

const failed: string[] = [];
for (const [name, command] of Object.entries(CHECKS)) {
  const started = performance.now();
  const { code, output } = await run(command);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${code === 0 ? '✓' : '✗'} ${name} (${seconds} s)`);
  if (code === 0) continue;
  failed.push(name);
  console.log(`${output.trim()}\n`);
}
console.log(failed.length === 0 ? 'verified' : `failed: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;

function run([command, ...args]: [string, ...string[]]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    // The Node of the repository first, whoever started us.
    const path = `${join(root, 'node_modules/.bin')}:${process.env['PATH'] ?? ''}`;
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, PATH: path },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });
}
