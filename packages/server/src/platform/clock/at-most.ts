import type { Clock } from './clock.ts';

/** The answer, or `otherwise` when it fails or takes longer. Whoever answers late does so for the next one who asks. */
export async function atMost<T>(ms: number, answer: Promise<T>, otherwise: T, clock: Clock): Promise<T> {
  const answered = new AbortController();
  const late = clock.sleep(ms, answered.signal).then(() => otherwise);
  try {
    return await Promise.race([answer.catch(() => otherwise), late]);
  } finally {
    answered.abort();
  }
}
