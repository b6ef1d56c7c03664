/** `npm run dev`: the server, restarted when its sources change, and the web app with hot reloading. Flags go to the server. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

const server = spawn(
  process.execPath,
  ['--watch', '--watch-preserve-output', 'packages/server/src/main.ts', ...process.argv.slice(2)],
  {
    cwd: root,
    stdio: 'inherit',
  },
);
const web = spawn(process.execPath, [join(root, 'node_modules/vite/bin/vite.js')], {
  cwd: join(root, 'packages/web'),
  stdio: 'inherit',
});

const stop = () => [server, web].forEach((child) => child.kill('SIGTERM'));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
process.on('disconnect', stop);
for (const child of [server, web]) child.once('exit', stop);
