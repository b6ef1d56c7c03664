/**
 * `npm run verify-audit -- file.jsonl [--head <hash>]`: whether an exported audit log is as it was written. The file is
 * a whole export in JSON lines; with the hash of the newest entry, known from elsewhere, a cut end is found as well.
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { verifyChain } from '../packages/server/src/features/audit-log/verify-chain.ts';
import type { HashedEntry } from '../packages/server/src/features/audit-log/verify-chain.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { head: { type: 'string' } } });
const [path] = positionals;
if (path === undefined) {
  console.error('Say which file: npm run verify-audit -- audit-log.jsonl');
  process.exit(2);
}

const lines = (await readFile(path, 'utf8')).split('\n').filter((line) => line.trim() !== '');
const entries = lines.map((line) => JSON.parse(line) as Partial<HashedEntry>);
const chained = entries.filter((entry): entry is HashedEntry => typeof entry.chain === 'string');
const chains = Map.groupBy(chained, ({ chain }) => chain);
let isFine = true;
for (const [chain, list] of chains) {
  const ordered = list.toSorted((a, b) => a.sequence - b.sequence);
  const last = ordered.at(-1);
  const end = values.head === undefined || !last ? null : { length: last.sequence, head: values.head };
  const { ok, entries: count, head, problems } = await verifyChain(inTurn(ordered), end);
  isFine &&= ok;
  console.log(`${ok ? 'as written' : 'NOT AS WRITTEN'}: ${count} entries of ${chain}, newest ${head ?? 'none'}`);
  for (const { message } of problems) console.log(`  ${message}`);
}
const unchained = entries.length - chained.length;
if (unchained > 0) console.log(`${unchained} entries are from before there was a chain and cannot be checked`);
process.exitCode = isFine ? 0 : 1;

async function* inTurn<T>(list: readonly T[]): AsyncGenerator<T> {
  yield* list;
}
