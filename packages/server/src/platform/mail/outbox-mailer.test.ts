import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '#platform/clock/clock';
import { createLog } from '#platform/log/log';
import { createOutboxMailer } from './outbox-mailer.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidemark-outbox-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const open = (clock = systemClock()) =>
  createOutboxMailer({
    folder: join(folder, 'outbox'),
    from: 'Tidemark <t@localhost>',
    clock,
    log: createLog('silent'),
  });

test('a mail becomes one complete file that mail programs open', async () => {
  await using mailer = open();
  await mailer.send({ to: 'ada@example.com', subject: 'Grüße', text: 'Open this:\n\nhttp://localhost:3000/x?a=1\n' });
  const names = await readdir(join(folder, 'outbox'));
  expect(names).toEqual([expect.stringMatching(/^\d+-[\w-]+\.eml$/)]);
  const mail = await readFile(join(folder, 'outbox', names[0] ?? ''), 'utf8');
  expect(mail).toContain('To: ada@example.com');
  expect(mail).toContain('From: Tidemark <t@localhost>');
  expect(mail).toMatch(/^Subject: =\?UTF-8\?Q\?Gr=C3=BC=C3=9Fe\?=$/m);
  expect(mail.replaceAll('=3D', '=')).toContain('http://localhost:3000/x?a=1');
});

test('an address with a line break cannot add a header', async () => {
  await using mailer = open();
  const sending = mailer.send({
    to: 'ada@example.com\r\nBcc: eve@example.com',
    subject: 'Hi\r\nX-Evil: 1',
    text: 'text',
  });
  await sending.catch(() => undefined);
  for (const name of await readdir(join(folder, 'outbox')).catch(() => [])) {
    const mail = await readFile(join(folder, 'outbox', name), 'utf8');
    expect(mail).not.toMatch(/^(Bcc|X-Evil):/m);
  }
});

test('mails of one millisecond do not overwrite each other', async () => {
  const clock = { ...systemClock(), nowMs: () => 1_795_000_000_000 };
  await using mailer = open(clock);
  await Promise.all(
    Array.from({ length: 20 }, (_, n) => mailer.send({ to: 'a@example.com', subject: `${n}`, text: 't' })),
  );
  expect(await readdir(join(folder, 'outbox'))).toHaveLength(20);
});
