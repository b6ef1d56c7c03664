import type { SourceBug } from '../kills/put-bug-back.ts';

/** A defect that comparable products have or had, and the test of ours that has to fail with it. */
interface DeletionBug extends SourceBug {
  test: { file: string; name: string };
}

export const DELETION_BUGS = {
  T2: {
    what: 'scores are purged by what a version says of its trace, so that an older version comes back',
    file: 'features/scores/store/purge-scores.sql.ts',
    changes: [
      [
        '    await purge(engines, projectId, found);\n    before = found;\n',
        `    const where = sql\`trace_id IN \${param.strings(telemetry.traceIds)}\`;
    await eraseProjectRows(engines, { table: 'scores', projectId, where, who: WHO });
    before = found;
`,
      ],
    ],
    test: { file: 'app/purge-trash.engine.test.ts', name: 'T2: a score that was moved' },
  },
  T7: {
    what: 'the store takes rows that come again for a repetition, also where they were removed in between',
    file: 'platform/clickhouse/query-class.ts',
    changes: [["  deduplicate_insert: 'disable',\n", '']],
    test: { file: 'app/erasure.invariant.engine.test.ts', name: 'T7: what was erased and is stored again' },
  },
  F12: {
    what: 'a count that fails is taken for a zero',
    file: 'features/lifecycle/purge/count-contents.ts',
    changes: [
      [
        'await countProjectRows(engines.ch, { table, projectId });\n',
        'await countProjectRows(engines.ch, { table, projectId }).catch(() => ({ rows: 0, bytes: 0 }));\n',
      ],
    ],
    test: { file: 'app/purge.engine.test.ts', name: 'F12: what cannot be counted is not zero' },
  },
} as const satisfies Record<string, DeletionBug>;
