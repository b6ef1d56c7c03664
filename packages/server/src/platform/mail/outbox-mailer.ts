import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type { Clock } from '#platform/clock/clock';
import type { Log } from '#platform/log/log';
import type { Mail, Mailer } from './mailer.ts';
import { messageId } from './message-id.ts';

interface OutboxOptions {
  /** Folder that the mails are written to, one `.eml` each, in the order of their names. */
  folder: string;
  from: string;
  clock: Clock;
  log: Log;
}

/** For instances without a mail server: a mail becomes a file, and a line of the log that says where. */
export function createOutboxMailer(options: OutboxOptions): Mailer {
  const composer = createTransport({ streamTransport: true, buffer: true, newline: 'unix' });
  return {
    async send(mail: Mail) {
      const composed = await composer.sendMail({
        from: options.from,
        to: mail.to,
        subject: mail.subject,
        text: mail.text,
        ...messageId(mail),
        date: new Date(options.clock.nowMs()),
        textEncoding: 'quoted-printable',
      });
      const path = join(options.folder, `${options.clock.nowMs()}-${options.clock.newId()}.eml`);
      await mkdir(options.folder, { recursive: true, mode: 0o700 });
      await writeFile(`${path}.part`, composed.message as Buffer, { mode: 0o600 });
      await rename(`${path}.part`, path);
      options.log.info(
        { to: mail.to, subject: mail.subject, path },
        'there is no mail server, so this mail was written to the outbox',
      );
    },
    async [Symbol.asyncDispose]() {
      composer.close();
    },
  };
}
