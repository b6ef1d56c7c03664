import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { startTestEngine, until } from './test-engine.ts';

/** The niceness of the threads that merge, by /proc; field 19 of a thread's state. */
async function nicenessOfMerges(pid: number): Promise<number[]> {
  const threads = await readdir(`/proc/${pid}/task`);
  const states = await Promise.all(
    threads.map((id) => readFile(`/proc/${pid}/task/${id}/stat`, 'utf8').catch(() => '')),
  );
  const merging = states.filter((state) => state.includes('(MergeMutate)'));
  return merging.map((state) => Number(state.slice(state.lastIndexOf(')') + 2).split(' ')[16]));
}

test.runIf(process.platform === 'linux')(
  'a merge leaves the processor to inserts and reads: its thread is nice while it runs',
  async () => {
    await using test = await startTestEngine();
    const { client, engine } = test;
    await client.command({ query: 'CREATE TABLE t (n UInt64, text String) ENGINE = MergeTree ORDER BY n' });
    for (let part = 0; part < 4; part += 1)
      await client.command({ query: `INSERT INTO t SELECT number, repeat('x', 200) FROM numbers(200000)` });
    let merging = true;
    const merge = client.command({ query: 'OPTIMIZE TABLE t FINAL' }).finally(() => (merging = false));
    await until(async () => !merging || (await nicenessOfMerges(engine.pid)).some((niceness) => niceness === 10));
    expect(merging).toBe(true);
    await merge;
  },
  60_000,
);
