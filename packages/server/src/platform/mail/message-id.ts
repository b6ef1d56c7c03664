import type { Mail } from './mailer.ts';

/** The header by which mailboxes know a mail that came twice; the transport makes one up where there is none. */
export function messageId({ id }: Mail): { messageId?: string } {
  return id === undefined ? {} : { messageId: `<${id}@tidemark>` };
}
