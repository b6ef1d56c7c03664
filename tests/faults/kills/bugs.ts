import type { Bug } from './put-bug-back.ts';

export const BUGS = {
  L1: {
    what: 'the message is acknowledged once the rows are handed to memory, before the INSERT returned',
    file: 'platform/clickhouse/batch-writer.ts',
    changes: [['      return call.done;\n', '      return [];\n']],
    points: ['K9', 'K9', 'K9', 'K11'],
    engineAwayMs: 500,
  },
  L2: {
    what: 'the writer gives up after three tries',
    file: 'platform/clickhouse/insert-rows.ts',
    changes: [
      ['  for (let waitMs = FIRST_BACKOFF_MS; ;', '  for (let waitMs = FIRST_BACKOFF_MS, tries = 1; ; tries += 1,'],
      [
        '      if (!isRetryable(error) || options.signal.aborted) return error;\n',
        '      if (tries === 3) return null;\n',
      ],
    ],
    points: ['K9 engine', 'K9 engine'],
    engineAwayMs: 5000,
  },
  L5: {
    what: 'the commit mark is set before the rows are written',
    file: 'features/ingestion/process-segment.ts',
    changes: [
      [
        '    const outcome = await storeSegment(processing, { key, readings, begin });\n',
        `    const early = await readSegment(processing.engines, key);
    if (early) {
      const { mapSegment } = await import('./map-segment.ts');
      const { outcomeOf } = await import('./segment-outcome.ts');
      const { reading } = readings;
      const all = await mapSegment(projectOfSegment(key), early, { reading });
      await commitSegment(db, { key, reading }, outcomeOf(key, all, []));
    }
    const outcome = await storeSegment(processing, { key, readings, begin });
`,
      ],
    ],
    points: ['K8', 'K9'],
    engineAwayMs: 500,
  },
} as const satisfies Record<string, Bug>;
