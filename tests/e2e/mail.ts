import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { waitUntil } from '../harness/wait-until.ts';

/** The first group of `wanted` in the newest mail to somebody whose subject has `subject`; waits for it. */
export async function findInMail(dataDir: string, mail: { to: string; subject: string; wanted: RegExp }) {
  let found: string | undefined;
  const arrived = async (): Promise<boolean> => {
    const folder = join(dataDir, 'outbox');
    const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.eml'));
    for (const name of names.toSorted((a, b) => b.localeCompare(a))) {
      const text = (await readFile(join(folder, name), 'utf8')).replaceAll('=\n', '').replaceAll('=3D', '=');
      if (!text.includes(`To: ${mail.to}`) || !text.includes(mail.subject)) continue;
      found = mail.wanted.exec(text)?.[1];
      if (found !== undefined) return true;
    }
    return false;
  };
  await waitUntil(arrived, { what: `a mail to ${mail.to} about ${mail.subject} with ${mail.wanted}` });
  return found ?? '';
}
