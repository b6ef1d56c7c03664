import { createTransport } from 'nodemailer';
import type { Mail, Mailer } from './mailer.ts';
import { messageId } from './message-id.ts';

/** Sends through the server of `url` (smtp: or smtps:, user and password in it). Rejects when the server refuses. */
export function createSmtpMailer(options: { url: string; from: string }): Mailer {
  const transport = createTransport({ url: options.url, pool: true, connectionTimeout: 10_000, socketTimeout: 20_000 });
  return {
    async send(mail: Mail) {
      await transport.sendMail({
        from: options.from,
        to: mail.to,
        subject: mail.subject,
        text: mail.text,
        ...messageId(mail),
      });
    },
    async [Symbol.asyncDispose]() {
      transport.close();
    },
  };
}
