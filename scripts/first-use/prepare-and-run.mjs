import { buildWeb } from './build-web.mjs';
import { install } from './install.mjs';
import { run } from './run.mjs';

/** @param {string[]} argv */
export async function prepareAndRun(argv) {
  const withoutWeb = argv[0] === '--without-web';
  const [script, ...args] = withoutWeb ? argv.slice(1) : argv;
  if (!script) throw new Error('Usage: node scripts/first-use.mjs [--without-web] <script> [arguments]');
  await install();
  if (!withoutWeb) await buildWeb();
  run(script, args);
}
