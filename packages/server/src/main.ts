import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import { welcome } from './app/first-start.ts';
import { readStartRequest } from './config/config.ts';
import type { Config } from './config/config.ts';
import { SettingsError } from './config/env.ts';
import { AppError } from './domain/errors.ts';
import { createLog } from './platform/log/log.ts';
import { untilStopped } from './platform/process/until-stopped.ts';

/** Settings → app → a signal → disposal. */
async function main() {
  const request = readStartRequest();
  if (request.kind === 'help') return process.stdout.write(request.text);
  await run(request.config);
}

async function run(config: Config) {
  const stopped = untilStopped();
  const log = createLog(config.LOG_LEVEL);
  // A defect in one request must not end the others'; what was accepted is durable either way.
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'a promise was left without a handler'));
  // Loading is most of a start, and compiling most of loading: nothing large is loaded before the cache is on.
  enableCompileCache(fileURLToPath(new URL('../../../node_modules/.cache/tidemark', import.meta.url)));
  const { createApp } = await import('./app/create-app.ts');
  await using app = await createApp({ config, log });
  if (app.url) process.stdout.write(welcome(app.url, app.firstStart));
  log.info({ reason: await stopped }, 'stopping');
}

main().catch((error: unknown) => {
  const isPlain = error instanceof SettingsError || error instanceof AppError;
  process.stderr.write(`${isPlain ? error.message : (error as Error).stack}\n`);
  process.exitCode = 1;
});
