import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { send } from '../harness/public-api.ts';

const PER_REQUEST = 5000;
const PER_GROUP = 100;

/** Sends one trace of so many steps over OTLP, request after request: a root, groups of steps, and their steps. */
export async function sendLargeTrace(name: string, steps: number): Promise<{ traceId: string }> {
  const traceId = randomBytes(16).toString('hex');
  const startNs = (BigInt(Date.now()) - 600_000n) * 1_000_000n;
  for (let from = 0; from < steps; from += PER_REQUEST) {
    const spans = Array.from({ length: Math.min(PER_REQUEST, steps - from) }, (_, offset) =>
      spanOf({ traceId, name, index: from + offset, startNs, steps }),
    );
    const body = JSON.stringify({ resourceSpans: [{ resource: {}, scopeSpans: [{ scope: { name: 'e2e' }, spans }] }] });
    const answer = await send('/api/public/otel/v1/traces', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      body: new Uint8Array(await compress(body)),
    });
    if (answer.status !== 200) throw new Error(`It answered ${answer.status}: ${answer.text.slice(0, 500)}`);
  }
  return { traceId };
}

interface Place {
  traceId: string;
  name: string;
  index: number;
  startNs: bigint;
  steps: number;
}

/** Step 0 is the root, every hundredth one a group below it, the others are in their group. Each begins a millisecond later. */
function spanOf({ traceId, name, index, startNs, steps }: Place): object {
  const isGroup = index % PER_GROUP === 0;
  const parent = isGroup ? 0 : index - (index % PER_GROUP);
  const beginsNs = startNs + BigInt(index) * 1_000_000n;
  const lastsNs = index === 0 ? BigInt(steps) * 1_000_000n : isGroup ? BigInt(PER_GROUP) * 1_000_000n : 900_000n;
  return {
    traceId,
    spanId: spanId(index),
    ...(index === 0 ? {} : { parentSpanId: spanId(parent) }),
    name: index === 0 ? name : `${isGroup ? 'group' : 'step'} ${index}`,
    startTimeUnixNano: String(beginsNs),
    endTimeUnixNano: String(beginsNs + lastsNs),
    attributes: [{ key: 'input.value', value: { stringValue: `payload of ${index}` } }],
  };
}

const spanId = (index: number): string => (index + 1).toString(16).padStart(16, '0');

const compress = promisify<string, Buffer>(gzip);
