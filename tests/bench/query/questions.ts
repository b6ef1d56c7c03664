export interface Question {
  what: string;
  belowMs: number;
  /** A procedure of the web app with its input, or a path of the public API. */
  ask: { procedure: string; input: Record<string, unknown> } | { path: string };
}

const DAY_MS = 86_400_000;

/** What the pages of the web app and the clients of the public API ask first. */
export function questions(largeTraceId: string, nowMs: number): Question[] {
  const from = new Date(nowMs - DAY_MS).toISOString();
  const week = new Date(nowMs - 7 * DAY_MS).toISOString();
  const list =
    (procedure: string) =>
    (what: string, belowMs: number, input: Record<string, unknown> = {}) => ({
      what,
      belowMs,
      ask: { procedure, input: { from, limit: 50, ...input } },
    });
  const traces = list('traces.list');
  const observations = list('observations.list');
  const where = (column: string, op: string, value: unknown, key?: string) => ({
    filter: { column, op, value, ...(key ? { key } : {}) },
  });
  return [
    traces('traces, first page, 24 h', 150),
    traces('traces, first page, 7 days', 150, { from: week }),
    traces('traces of a user, 24 h', 300, where('userId', '=', 'user-7-4')),
    traces('traces with a tag, 24 h', 300, where('tags', 'any of', ['vip'])),
    traces('traces by metadata, 24 h', 300, where('metadata', '=', 'tenant-42', 'tenant')),
    traces('traces by words, 24 h', 500, { search: 'sol merplami' }),
    traces('traces, dearest first, 24 h', 300, { order: { column: 'totalCost', direction: 'desc' } }),
    observations('observations, first page, 24 h', 150),
    observations('observations of a model, 24 h', 300, where('model', '=', 'gpt-4o')),
    observations('observations by words, 24 h', 500, { search: 'sol merplami' }),
    { what: 'number of traces, 24 h', belowMs: 300, ask: { procedure: 'traces.count', input: { from } } },
    { what: 'home, 24 h', belowMs: 1000, ask: { procedure: 'metrics.home', input: { from } } },
    { what: 'home, 7 days', belowMs: 1000, ask: { procedure: 'metrics.home', input: { from: week } } },
    {
      what: 'trace of 100,000 steps, first window of its tree',
      belowMs: 1000,
      ask: { procedure: 'traces.skeleton', input: { traceId: largeTraceId } },
    },
    { what: 'GET /traces', belowMs: 300, ask: { path: `/api/public/traces?limit=50&fromTimestamp=${from}` } },
    {
      what: 'GET /v2/observations',
      belowMs: 300,
      ask: { path: `/api/public/v2/observations?limit=50&fromStartTime=${from}` },
    },
  ];
}
