/** What a failed request tells a person: a sentence, the code of the server's closed list, and an id to quote. */
export interface ProblemView {
  code: string;
  message: string;
  requestId: string | null;
}

/** Reads any thrown thing; knows the shape of tRPC errors without importing the client. */
export function readProblem(error: unknown): ProblemView {
  if (typeof error !== 'object' || error === null) return { code: 'internal', message: String(error), requestId: null };
  const data = 'data' in error ? asRecord(error.data) : {};
  const message = 'message' in error && typeof error.message === 'string' ? error.message : 'Something failed.';
  const code = firstString(data['appCode'], data['code']) ?? 'internal';
  if (isNetworkFailure(message))
    return { code: 'unavailable', message: 'The server could not be reached.', requestId: null };
  return {
    code: code.toLowerCase(),
    message: readable(message),
    requestId: firstString(data['requestId'], answerId(error)),
  };
}

/** The server names every answer in a header; tRPC's errors carry the answer they came with. */
function answerId(error: object): unknown {
  const meta = 'meta' in error ? asRecord(error.meta) : {};
  return meta['response'] instanceof Response ? meta['response'].headers.get('x-request-id') : null;
}

const isNetworkFailure = (message: string): boolean =>
  /failed to fetch|networkerror|load failed|fetch failed|unexpected end of json|unable to transform/i.test(message);

/** Validation errors arrive as a JSON list of issues; people get the first one's sentence. */
function readable(message: string): string {
  if (!message.startsWith('[')) return message;
  try {
    const issues: unknown = JSON.parse(message);
    const first = Array.isArray(issues) ? asRecord(issues[0]) : {};
    return typeof first['message'] === 'string' ? first['message'] : message;
  } catch {
    return message;
  }
}

const asRecord = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
const firstString = (...values: unknown[]): string | null =>
  (values.find((value) => typeof value === 'string' && value !== '') as string | undefined) ?? null;
