import { expect, test } from 'vitest';
import { post, readTrace, running, useOwnProject } from '../harness/public-api.ts';
import { drainedBalance, sendMutants } from './send-mutants.ts';

const COUNT = 2_000;
const AT = '2026-11-18T10:00:00.000Z';

/** `node tests/adversarial/main.ts --count 100000` sends more, with other seeds. */
test(
  `C14: ${COUNT} spoilt bodies: no failure of ours, good neighbours are stored, and every event is accounted for`,
  { timeout: 180_000 },
  async () => {
    const neighbour = async (id: string) => {
      const event = (type: string, body: object) => ({ id: `${type}-${id}`, type, timestamp: AT, body });
      const batch = [
        event('trace-create', { id, timestamp: AT, name: id }),
        event('span-create', { id: `${id}-step`, traceId: id, startTime: AT, input: 'whole' }),
      ];
      expect((await post('/api/public/ingestion', { batch })).json).toMatchObject({ errors: [] });
    };
    await useOwnProject('Spoilt bodies');
    const before = await drainedBalance(running());
    await neighbour('before-the-mutants');
    const mutants = sendMutants(running(), { count: COUNT, seed: 'tidemark' });
    await neighbour('among-the-mutants');
    const { statuses, failures } = await mutants;
    await neighbour('after-the-mutants');
    expect(failures).toEqual([]);
    // A fuzz whose bodies are all refused, or all taken, would try only half of the way.
    expect(statuses[400]).toBeGreaterThan(COUNT / 10);
    expect((statuses[200] ?? 0) + (statuses[207] ?? 0)).toBeGreaterThan(COUNT / 10);
    for (const id of ['before-the-mutants', 'among-the-mutants', 'after-the-mutants'])
      expect(await readTrace(id, { observations: 1 })).toMatchObject({ name: id, observations: [{ input: 'whole' }] });
    const { received, stored, deadLettered, refused } = await drainedBalance(running());
    expect(received).toBe(stored + deadLettered + refused);
    expect(received - before.received).toBeGreaterThan(COUNT);
  },
);
