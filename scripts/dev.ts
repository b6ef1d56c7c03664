/**
 * `npm run dev`: the server, restarted when its sources change, and the web app with hot reloading, which asks that
 * server. Flags go to the server.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const root = join(import.meta.dirname, '..');
const args = process.argv.slice(2);
const { values } = parseArgs({ args, strict: false, options: { port: { type: 'string' } } });
const port = values.port ?? process.env['PORT'] ?? '3000';

const watched = ['--watch', '--watch-preserve-output', 'packages/server/src/main.ts', ...args];
const server = spawn(process.execPath, watched, { cwd: root, stdio: 'inherit' });
const web = spawn(process.execPath, [join(root, 'node_modules/vite/bin/vite.js')], {
  cwd: join(root, 'packages/web'),
  env: { ...process.env, TIDEMARK_API: `http://127.0.0.1:${String(port)}` },
  stdio: 'inherit',
});

const stop = () => [server, web].forEach((child) => child.kill('SIGTERM'));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
process.on('disconnect', stop);
process.channel?.unref();
for (const child of [server, web]) child.once('exit', stop);
