import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from '#domain/canonical-json';
import { hashEntry } from './audit-chain.ts';
import type { ChainedEntry } from './audit-chain.ts';
import { verifyChain } from './verify-chain.ts';
import type { ChainEnd, HashedEntry } from './verify-chain.ts';

function chainOf(length: number): { entries: HashedEntry[]; end: ChainEnd } {
  const entries: HashedEntry[] = [];
  let head: string | null = null;
  for (let sequence = 1; sequence <= length; sequence += 1) {
    const entry: ChainedEntry = {
      chain: 'org',
      sequence,
      at: '2026-11-20T12:00:00.000Z',
      organizationId: 'org',
      projectId: sequence % 2 ? 'p' : null,
      actor: { kind: 'user', id: 'u', name: 'u@example.com' },
      action: `step.${sequence}`,
      entityType: 'step',
      entityId: `${sequence}`,
      details: { n: sequence, list: [1, { deep: true }], text: 'ä' },
      ip: '192.0.2.1',
      previousHash: head,
    };
    head = hashEntry(entry);
    entries.push({ ...entry, hash: head });
  }
  return { entries, end: { length, head } };
}

async function* inTurn<T>(list: readonly T[]): AsyncGenerator<T> {
  yield* list;
}

const verdictOf = (entries: readonly HashedEntry[], end: ChainEnd | null) => verifyChain(inTurn(entries), end);

test('a chain as it was written is fine, the empty one too', async () => {
  for (const length of [0, 1, 7]) {
    const { entries, end } = chainOf(length);
    expect(await verdictOf(entries, end)).toEqual({ ok: true, entries: length, head: end.head, problems: [] });
  }
});

test('F26: any one changed byte of any entry is reported at its place', async () => {
  const { entries, end } = chainOf(5);
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.nat(), async (which, where) => {
      const place = which % entries.length;
      const json = JSON.stringify(entries[place]);
      const at = where % json.length;
      const changed = json.slice(0, at) + String.fromCharCode(json.charCodeAt(at) ^ 1) + json.slice(at + 1);
      let forged: HashedEntry;
      try {
        forged = JSON.parse(changed) as HashedEntry;
      } catch {
        return;
      }
      const list = entries.with(place, forged);
      const { ok, problems } = await verdictOf(list, end).catch(() => ({ ok: false, problems: [] }));
      expect(ok, changed).toBe(canonicalJson(forged) === canonicalJson(entries[place]));
      for (const problem of problems) expect(problem.message).not.toBe('');
    }),
    { seed: 26, numRuns: 2000 },
  );
});

test('F26: a missing entry is reported wherever it was, a forged one too when its own hash was made to fit', async () => {
  const { entries, end } = chainOf(5);
  for (let at = 0; at < 5; at += 1) {
    const { ok, problems } = await verdictOf(entries.toSpliced(at, 1), end);
    expect(ok).toBe(false);
    expect(problems[0]).toMatchObject({ sequence: at + 1, kind: at === 4 ? 'cut off' : 'missing' });
  }
  const forged = { ...entries[2]!, action: 'nothing' };
  const list = entries.with(2, { ...forged, hash: hashEntry(forged) });
  expect((await verdictOf(list, end)).problems).toMatchObject([{ sequence: 4, kind: 'changed' }]);
  expect((await verdictOf(entries.toReversed(), end)).ok).toBe(false);
});
