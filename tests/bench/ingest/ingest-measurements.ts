import type { Sent } from '../load/load-orders.ts';
import { median, quantile } from '../measure/statistics.ts';
import type { ProcessorMs } from '../measure/process-use.ts';
import type { Measurement } from '../report/measurement.ts';
import type { SlowPace } from './pace.ts';
import type { RawControl } from './raw-control.ts';

export interface KindRound {
  /** Observations from the first byte sent to the last one readable. */
  perSecond: number;
  acceptedPerSecond: number;
  processorMsPerThousand: ProcessorMs;
  observations: number;
  refused: number;
  /** Readable observations beyond those accepted; negative: lost. */
  unaccounted: number;
}

export interface LoadRound {
  otlp: KindRound;
  batch: KindRound;
  memoryBytes: number | null;
  control: { otlp: RawControl; batch: RawControl };
}

export interface Paced {
  half: Sent | null;
  slow: SlowPace | null;
}

export interface IngestFigures {
  rounds: readonly LoadRound[];
  paced: Paced;
  disk: { bytesPerRow: number; rawBytesPerRow: number };
}

const MB = 2 ** 20;

export function ingestMeasurements({ rounds, paced, disk }: IngestFigures): Measurement[] {
  return [...rates(rounds), ...atPace(paced), ...weights(rounds, disk)];
}

const REASONS = {
  otlp: 'unpacking, checking, mapping and writing a span takes the main thread more time than the engine takes for its row, and merges run beside it, while the control has both cores for a few inserts; see docs/ingest-profile.md.',
  batch:
    'each observation is stored as its changes beside its row, and folded, on the main thread; see docs/ingest-profile.md.',
};

function rates(rounds: readonly LoadRound[]): Measurement[] {
  const of = (
    what: string,
    value: (round: LoadRound) => number,
    rest: Pick<Measurement, 'unit' | 'budget' | 'note' | 'reason'>,
  ) => spread(what, rounds.map(value), rest);
  const kinds = { otlp: 'OTLP', batch: 'batch API' } as const;
  const budgets = { otlp: 0.5, batch: 0.3 } as const;
  return (['otlp', 'batch'] as const).flatMap((kind) => [
    of(
      `${kinds[kind]}: rate ÷ the engine alone`,
      (round) => round[kind].perSecond / round.control[kind].rowsPerSecond,
      {
        unit: 'ratio',
        budget: { atLeast: budgets[kind] },
        reason: REASONS[kind],
      },
    ),
    of(`${kinds[kind]}: observations, sent to readable`, (round) => round[kind].perSecond, { unit: 'per second' }),
    of(`${kinds[kind]}: observations accepted`, (round) => round[kind].acceptedPerSecond, { unit: 'per second' }),
    of(`${kinds[kind]}: the engine alone, rows`, (round) => round.control[kind].rowsPerSecond, {
      unit: 'per second',
      note: `${Math.round(rounds[0]?.control[kind].bytesPerRow ?? 0)} bytes of JSON per row`,
    }),
    of(
      `${kinds[kind]}: processor time per 1,000, engine alone ÷ all processes`,
      (round) => round.control[kind].processorMsPerThousand / total(round[kind].processorMsPerThousand),
      { unit: 'ratio', note: processorNote(rounds, kind) },
    ),
    {
      what: `${kinds[kind]}: accepted and not readable, or readable twice`,
      value: rounds.reduce((sum, round) => sum + Math.abs(round[kind].unaccounted), 0),
      unit: 'count' as const,
      budget: { below: 1 },
      note: `of ${rounds.reduce((sum, round) => sum + round[kind].observations, 0)}; ${rounds.reduce((sum, round) => sum + round[kind].refused, 0)} requests refused`,
    },
  ]);
}

const total = ({ main, engine, others }: ProcessorMs) => main + engine + others;

/** Processor time is what a busy machine blurs least. */
function processorNote(rounds: readonly LoadRound[], kind: 'otlp' | 'batch'): string {
  const of = (part: keyof ProcessorMs) =>
    Math.round(median(rounds.map((round) => round[kind].processorMsPerThousand[part])));
  const alone = Math.round(median(rounds.map((round) => round.control[kind].processorMsPerThousand)));
  return `${alone} ms; main ${of('main')} ms, its engine ${of('engine')} ms, PostgreSQL ${of('others')} ms`;
}

function atPace({ half, slow }: Paced): Measurement[] {
  if (!half || !slow) return [];
  const perSecond = Math.round(half.accepted.observations / (half.durationMs / 1000));
  const note = `at ${perSecond} observations/s, ${half.acknowledgedMs.length} requests`;
  const watched = `${half.readableMs.length} traces watched, asking every 50 ms`;
  const acknowledged = (share: number) => quantile(half.acknowledgedMs, share);
  const readable = (share: number) => quantile(half.readableMs, share);
  return [
    { what: 'half rate: acknowledged p50', value: acknowledged(0.5), unit: 'ms', budget: { below: 10 }, note },
    { what: 'half rate: acknowledged p99', value: acknowledged(0.99), unit: 'ms', budget: { below: 50 } },
    { what: 'half rate: readable p50', value: readable(0.5), unit: 'ms', budget: { below: 1000 }, note: watched },
    { what: 'half rate: readable p95', value: readable(0.95), unit: 'ms', budget: { below: 2000 } },
    { what: '1,000 events/s: acknowledged p50', value: quantile(slow.sent.acknowledgedMs, 0.5), unit: 'ms' },
    { what: '1,000 events/s: acknowledged p99', value: quantile(slow.sent.acknowledgedMs, 0.99), unit: 'ms' },
    { what: '1,000 events/s: readable p50', value: quantile(slow.sent.readableMs, 0.5), unit: 'ms' },
    {
      what: '1,000 events/s: objects per million events',
      value: Math.round((slow.segments * 1e6) / slow.sent.accepted.events),
      unit: 'count',
      budget: { below: 2000 },
      note: `${slow.segments} segments`,
    },
  ];
}

function weights(rounds: readonly LoadRound[], disk: IngestFigures['disk']): Measurement[] {
  const memory = rounds.map((round) => round.memoryBytes).filter((bytes) => bytes !== null);
  const found: Measurement[] = [];
  if (memory.length > 0)
    found.push({
      what: 'memory of all processes under load (PSS, most)',
      value: Math.max(...memory) / MB,
      unit: 'MB',
      budget: { below: 2048 * 1.1 },
      note: 'MEMORY_LIMIT=2g',
    });
  if (disk.rawBytesPerRow > 0)
    found.push({
      what: 'disk: all tables ÷ the raw table, merged',
      value: disk.bytesPerRow / disk.rawBytesPerRow,
      unit: 'ratio',
      budget: { below: 1.3 },
      note: `${Math.round(disk.bytesPerRow)} and ${Math.round(disk.rawBytesPerRow)} bytes per observation`,
    });
  return found;
}

function spread(
  what: string,
  values: number[],
  rest: Pick<Measurement, 'unit' | 'budget' | 'note' | 'reason'>,
): Measurement {
  return { what, value: median(values), spread: [Math.min(...values), Math.max(...values)], ...rest };
}
