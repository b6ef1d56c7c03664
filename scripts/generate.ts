/**
 * `npm run generate` writes every file that is derived from a declaration; with `--check` it writes nothing and fails
 * where a committed file differs from what the declarations say.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bringUpToDate } from './generate/bring-up-to-date.ts';
import { clickhouseUsers, clickhouseWorkloads } from './generate/clickhouse-deploy.ts';
import { configDoc, envExample } from './generate/config-docs.ts';
import { errorsDoc } from './generate/errors-doc.ts';
import { architectureMap } from './generate/feature-table.ts';
import { grafanaDashboard } from './generate/grafana-dashboard.ts';
import { metricsDoc } from './generate/metrics-doc.ts';
import { permissionsDoc } from './generate/permissions-doc.ts';
import { schemas } from './generate/schemas.ts';

const root = join(import.meta.dirname, '..');
const check = process.argv.includes('--check');

const files: Record<string, string> = {
  '.env.example': envExample(),
  'docs/config.md': configDoc(),
  'docs/errors.md': errorsDoc(),
  'docs/metrics.md': metricsDoc(),
  'deploy/grafana/tidemark.json': grafanaDashboard(),
  'deploy/clickhouse/users.xml': clickhouseUsers(),
  'deploy/clickhouse/workloads.sql': clickhouseWorkloads(),
  'docs/permissions.md': permissionsDoc(),
  'ARCHITECTURE.md': architectureMap(await readFile(join(root, 'ARCHITECTURE.md'), 'utf8')),
  ...(await schemas()),
};

const stale = bringUpToDate(root, files, check ? 'check' : 'write');
if (stale.length === 0) console.log(`${Object.keys(files).length} generated files are current`);
else if (check) {
  console.error(
    `These files differ from what they are generated from; run \`npm run generate\`:\n  ${stale.join('\n  ')}`,
  );
  process.exitCode = 1;
} else console.log(`wrote ${stale.join(', ')}`);
