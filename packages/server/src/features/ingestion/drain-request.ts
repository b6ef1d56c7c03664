import type { IncomingMessage } from 'node:http';

/** Reads a body to its end and forgets it, so that the connection can be used again. */
export async function drain(request: IncomingMessage): Promise<void> {
  for await (const _chunk of request) void _chunk;
}
