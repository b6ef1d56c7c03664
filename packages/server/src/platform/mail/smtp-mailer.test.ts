import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { createSmtpMailer } from './smtp-mailer.ts';

/** Speaks enough SMTP to take a mail, or to refuse its recipient. */
async function smtpServer(options: { refuse: boolean }) {
  const received: string[] = [];
  const server = createServer((socket) => {
    let data: string[] | null = null;
    const say = (line: string) => socket.write(`${line}\r\n`);
    socket.on('error', () => undefined);
    say('220 test');
    createInterface({ input: socket }).on('line', (line) => {
      if (data && line === '.') {
        received.push(data.join('\n'));
        data = null;
        return say('250 kept');
      }
      if (data) return void data.push(line);
      if (line.startsWith('RCPT') && options.refuse) return say('550 nobody of that name');
      if (line === 'DATA') {
        data = [];
        return say('354 go on');
      }
      if (line === 'QUIT') return socket.end('221 bye\r\n');
      return say('250 fine');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

const mail = { to: 'ada@example.com', subject: 'Hello', text: 'A line.\n' };

test('a mail reaches the server with its sender, recipient and text', async () => {
  await using server = await smtpServer({ refuse: false });
  await using mailer = createSmtpMailer({ url: server.url, from: 'Tidemark <t@example.com>' });
  await mailer.send(mail);
  expect(server.received).toHaveLength(1);
  expect(server.received[0]).toContain('To: ada@example.com');
  expect(server.received[0]).toContain('From: Tidemark <t@example.com>');
  expect(server.received[0]).toContain('A line.');
});

test('a refusing and an absent server reject, so that nobody believes a mail was sent', async () => {
  await using server = await smtpServer({ refuse: true });
  await using refused = createSmtpMailer({ url: server.url, from: 't@example.com' });
  await expect(refused.send(mail)).rejects.toThrow(/550|rejected/i);
  await using absent = createSmtpMailer({ url: 'smtp://127.0.0.1:1', from: 't@example.com' });
  await expect(absent.send(mail)).rejects.toThrow(/ECONNREFUSED/);
});
