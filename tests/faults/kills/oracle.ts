import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Expected, LoadRequest } from './load-request.ts';

/** What the clients were promised: a line for every acknowledged request, synced before it counts. */
export interface Oracle extends AsyncDisposable {
  path: string;
  acknowledge(request: LoadRequest, status: number): Promise<void>;
}

interface Acknowledged {
  status: number;
  at: string;
  events: number;
  expected: [kind: Expected['kind'], id: string, digest: string][];
}

export async function openOracle(path: string): Promise<Oracle> {
  const file = await open(path, 'a');
  let last: Promise<unknown> = Promise.resolve();
  return {
    path,
    acknowledge: (request, status) => {
      const line: Acknowledged = {
        status,
        at: new Date().toISOString(),
        events: request.events,
        expected: request.expected.map(({ kind, id, digest }) => [kind, id, digest]),
      };
      const written = last.then(async () => {
        await file.appendFile(`${JSON.stringify(line)}\n`);
        await file.datasync();
      });
      last = written;
      return written;
    },
    [Symbol.asyncDispose]: () => file.close(),
  };
}

/** Every acknowledged thing, in the order of its acknowledgement, from a line on. */
export async function* readOracle(path: string, fromLine = 0): AsyncGenerator<Expected[]> {
  let index = 0;
  for await (const line of createInterface({ input: createReadStream(path) })) {
    index += 1;
    if (index <= fromLine) continue;
    const { expected } = JSON.parse(line) as Acknowledged;
    yield expected.map(([kind, id, digest]) => ({ kind, id, digest }));
  }
}
