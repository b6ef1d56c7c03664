import { expect } from 'vitest';
import type { Answer } from '../harness/public-api.ts';

/** Beside others on a busy machine; what hangs takes far longer. */
const SLOWEST_MS = 10_000;

/** What holds of every answer: it comes soon, it is never our fault, and an error says what it is in the documented form. */
export async function expectAnswered(ask: () => Promise<Answer>): Promise<Answer> {
  const startedAt = performance.now();
  const answer = await ask();
  const { status, text, headers } = answer;
  const about = `${status}: ${text.slice(0, 500)}`;
  expect(status, about).toBeLessThan(500);
  expect(performance.now() - startedAt, about).toBeLessThan(SLOWEST_MS);
  expect(headers.get('x-request-id') ?? (status === 431 ? 'too early for one' : ''), about).not.toBe('');
  if (status >= 400 && status !== 431) expect(answer.json['message'], about).toEqual(expect.any(String));
  // What was stored may well speak of files and exceptions; an error of ours may not.
  if (status >= 400) expect(text, about).not.toMatch(/\.ts:\d+|\/node_modules\/|DB::Exception|at Object\./);
  return answer;
}
