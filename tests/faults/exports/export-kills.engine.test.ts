import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import {
  ALL_OBSERVATIONS,
  exported,
  fileBytes,
  fillObservations,
  newExport,
  workAll,
} from '@tidemark/server/testing-exports';
import { testPeople } from '@tidemark/server/testing-people';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { COMPILED_ONCE } from '../../harness/compiled-once.ts';
import { SERVER } from '../kills/product.ts';

const ARM = new URL('../kills/arm-failpoint.ts', import.meta.url).pathname;
const WORKER = new URL('./export-worker.ts', import.meta.url).pathname;
const ROWS = 4000;

/** `failpoint.ts` says each in words. */
const SOME = ['X1:kill:2', 'X2:kill:2', 'X3:kill:1', 'X6:kill:1'];
const ALL = ['X0', 'X1', 'X2', 'X3', 'X4', 'X5', 'X6', 'X7'].flatMap((point) =>
  [1, 2, 3].filter((hit) => hit === 1 || /X[1-4]/.test(point)).map((hit) => `${point}:kill:${hit}`),
);
const SPECS = inject('exportKills') === 'all' ? [...ALL, ...ALL] : SOME;

let stores: TestEngines;
beforeAll(async () => {
  stores = await testEngines();
});
afterAll(() => stores?.[Symbol.asyncDispose]());

/** A worker that dies where the point says; resolves with the signal that ended it. */
async function lifeOf(spec: string): Promise<NodeJS.Signals | null> {
  const places = [stores.postgresUrl, inject('clickhouseUrl'), join(stores.folder, 'blobs')];
  const child = spawn(process.execPath, ['--import', ARM, WORKER, ...places], {
    env: { PATH: process.env['PATH'] ?? '', ...COMPILED_ONCE, FAILPOINT: spec, FAILPOINT_SERVER: SERVER },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return signal;
}

test(
  'G05: an export whose worker is killed, at whatever line, is ended by another one: every row once, one set of files, no orphan',
  { timeout: 40_000 * SPECS.length },
  async () => {
    const { engines } = stores;
    const people = testPeople(engines);
    const runs: { projectId: string; id: string }[] = [];
    const perRun = inject('exportKills') === 'all' ? 1 : SPECS.length;
    for (let first = 0; first < SPECS.length; first += perRun) {
      const { projectId } = await people.newOrganization();
      await fillObservations(engines, { projectId, to: ROWS });
      const id = await newExport(engines, { projectId, request: { ...ALL_OBSERVATIONS, format: 'jsonl' } });
      runs.push({ projectId, id });
      for (const spec of SPECS.slice(first, first + perRun)) {
        expect(await lifeOf(spec), spec).toBe('SIGKILL');
        // The next one takes over what was said by the database's clock to be silent.
        await stores.pool.query(`UPDATE export_runs SET heartbeat_at = now() - interval '1 hour' WHERE id = $1`, [id]);
      }
      await workAll(engines);
    }
    for (const run of runs) {
      const done = await exported(engines, run);
      expect(done.run).toMatchObject({ state: 'COMPLETED', rows: ROWS });
      const lines = (await fileBytes(engines, done)).flatMap((one) => one.toString().split('\n').filter(Boolean));
      const ids = lines.map((line) => (JSON.parse(line) as { id: string }).id);
      expect({ lines: ids.length, ids: new Set(ids).size }).toEqual({ lines: ROWS, ids: ROWS });
      expect(done.manifest?.files.map(({ name }) => name)).toEqual(done.files.map(({ name }) => name));
      expect(done.stored.toSorted()).toEqual(['manifest.json', ...done.files.map(({ name }) => name)].toSorted());
    }
  },
);
