import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

/** What goes wrong between a client and a server. */
export type Fault =
  | { kind: 'none' }
  /** Nobody listens, open connections are cut. */
  | { kind: 'refuse' }
  /** Connections are accepted and nothing is passed on, also on open ones; what was held back flows when it is over. */
  | { kind: 'hang' }
  /** Every piece waits so long, each way. */
  | { kind: 'slow'; delayMs: number }
  /** A connection is cut when so many bytes of answers went over it. */
  | { kind: 'cut'; afterBytes: number }
  /** What is asked is delivered; instead of the answer the connection is cut. So many times, then no more. */
  | { kind: 'cut-answers'; times: number }
  /** What is asked is delivered a second time, over a connection whose answers nobody reads. */
  | { kind: 'duplicate' };

/** A TCP proxy in front of a server, which does to its connections what a bad network does. */
export interface FaultProxy extends AsyncDisposable {
  port: number;
  /** The address of the server with the proxy's port in it. */
  through(url: string): string;
  /** Holds until it is set again. */
  set(fault: Fault): Promise<void>;
  /** How often an answer was cut. */
  readonly cuts: number;
}

interface Line {
  client: Socket;
  upstream: Socket;
  answered: number;
}

export async function startFaultProxy(target: { host?: string; port: number }): Promise<FaultProxy> {
  const lines = new Set<Line>();
  let fault: Fault = { kind: 'none' };
  let cuts = 0;

  const end = (line: Line) => {
    lines.delete(line);
    line.client.destroy();
    line.upstream.destroy();
  };
  const open = () => connect({ host: target.host ?? '127.0.0.1', port: target.port, noDelay: true });
  const accept = (client: Socket) => {
    const line: Line = { client, upstream: open(), answered: 0 };
    lines.add(line);
    client.setNoDelay(true);
    for (const socket of [line.client, line.upstream]) {
      socket.on('error', () => end(line));
      socket.on('close', () => end(line));
    }
    const twin = fault.kind === 'duplicate' ? open() : null;
    twin?.on('error', () => undefined).resume();
    client.on('close', () => twin?.destroySoon());
    client.on('data', (bytes) => {
      twin?.write(bytes);
      pass(line.client, line.upstream, bytes);
    });
    line.upstream.on('data', (bytes) => answer(line, bytes));
    if (fault.kind === 'hang') freeze(line);
  };
  const answer = (line: Line, bytes: Buffer) => {
    if (fault.kind === 'cut-answers' && fault.times > 0) {
      cuts += 1;
      fault = { kind: 'cut-answers', times: fault.times - 1 };
      return end(line);
    }
    const left = fault.kind === 'cut' ? fault.afterBytes - line.answered : Infinity;
    line.answered += bytes.length;
    if (bytes.length <= left) return pass(line.upstream, line.client, bytes);
    cuts += 1;
    line.client.write(bytes.subarray(0, Math.max(0, left)), () => end(line));
  };
  const pass = (from: Socket, to: Socket, bytes: Buffer) => {
    const waitMs = fault.kind === 'slow' ? fault.delayMs : 0;
    const write = () => {
      if (to.destroyed || to.write(bytes)) return;
      from.pause();
      to.once('drain', () => fault.kind !== 'hang' && from.resume());
    };
    if (waitMs > 0) setTimeout(write, waitMs);
    else write();
  };

  let server = await listen(accept, 0);
  const { port } = server.address() as AddressInfo;
  return {
    port,
    get cuts() {
      return cuts;
    },
    through: (url) => {
      const changed = new URL(url);
      changed.host = `127.0.0.1:${port}`;
      return changed.href;
    },
    set: async (next) => {
      const before = fault;
      fault = next;
      if (next.kind === 'refuse') {
        if (before.kind === 'refuse') return;
        server.close();
        for (const line of lines) end(line);
        await once(server, 'close');
      } else if (before.kind === 'refuse') {
        server = await listen(accept, port);
      }
      for (const line of lines) (next.kind === 'hang' ? freeze : thaw)(line);
    },
    [Symbol.asyncDispose]: async () => {
      if (!server.listening) return;
      server.close();
      for (const line of lines) end(line);
      await once(server, 'close');
    },
  };
}

async function listen(accept: (client: Socket) => void, port: number): Promise<Server> {
  const server = createServer(accept).listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

function freeze({ client, upstream }: Line) {
  client.pause();
  upstream.pause();
}

function thaw({ client, upstream }: Line) {
  client.resume();
  upstream.resume();
}
