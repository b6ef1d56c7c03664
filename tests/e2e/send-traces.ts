import { randomBytes } from 'node:crypto';
import { post } from '../harness/public-api.ts';

export interface SentTrace {
  id: string;
  name: string;
  /** Minutes before now at which it began. */
  minutesAgo: number;
}

export interface TraceKind {
  name: string;
  count: number;
  /** Gives every trace a tool that failed with this message. */
  error?: string;
  sessionId?: string;
}

/** Sends small agent runs, each a minute older than the one before: an agent, a generation and, when told, a failed tool. */
export async function sendTraces({ name, count, error, sessionId }: TraceKind): Promise<SentTrace[]> {
  const traces = Array.from({ length: count }, (_, minutesAgo) => ({ id: hex(16), name, minutesAgo }));
  const batch = traces.flatMap((trace) => eventsOf(trace, { error, sessionId }));
  const answer = await post('/api/public/ingestion', { batch });
  const errors = answer.json['errors'] as unknown[] | undefined;
  if (answer.status !== 207 || errors?.length !== 0) throw new Error(`It answered ${answer.status}: ${answer.text}`);
  return traces;
}

type Extras = { [Key in 'error' | 'sessionId']: TraceKind[Key] | undefined };

function eventsOf({ id, name, minutesAgo }: SentTrace, { error, sessionId }: Extras): unknown[] {
  const beganMs = Date.now() - minutesAgo * 60_000;
  const at = (ms: number): string => new Date(beganMs + ms).toISOString();
  const agent = hex(8);
  const event = (type: string, body: object) => ({ id: hex(16), type, timestamp: at(0), body });
  const step = { traceId: id, parentObservationId: agent, environment: 'default' };
  return [
    event('trace-create', { id, name, timestamp: at(0), input: { city: 'Bergen' }, sessionId, userId: 'ada' }),
    event('agent-create', { ...step, id: agent, parentObservationId: null, name, startTime: at(0), endTime: at(900) }),
    event('generation-create', {
      ...step,
      id: hex(8),
      name: 'write-answer',
      model: 'gpt-4o',
      startTime: at(500),
      endTime: at(850),
      input: [{ role: 'user', content: 'Where does the ferry leave?' }],
      output: { role: 'assistant', content: 'From **pier 4**.' },
      usageDetails: { input: 1200, output: 80 + minutesAgo },
    }),
    ...(error === undefined
      ? []
      : [
          event('tool-create', {
            ...step,
            id: hex(8),
            name: 'book-ferry',
            level: 'ERROR',
            statusMessage: error,
            startTime: at(100),
            endTime: at(400),
          }),
        ]),
  ];
}

const hex = (bytes: number): string => randomBytes(bytes).toString('hex');
