import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { LoadAnswer, LoadKind, LoadOrder, Prepared, Sent, Target } from './load-orders.ts';

export interface Load extends AsyncDisposable {
  prepare(order: { kind: LoadKind; requests: number; seed: number }): Promise<Prepared>;
  /** Sends what was prepared over so many connections, as fast as it is taken. */
  fire(order: { to: Target; connections: number }): Promise<Sent>;
  /** Sends what was prepared at a steady rate, and watches some of it until it can be read. */
  pace(order: { to: Target; requestsPerSecond: number; watchEveryMs: number }): Promise<Sent>;
}

/** Starts the load process. */
export function openLoad(): Load {
  const child = fork(fileURLToPath(new URL('./load-process.ts', import.meta.url)), {
    execArgv: ['--max-old-space-size=2048'],
  });
  const ended = once(child, 'exit').then(([code, signal]: (number | string | null)[]): never => {
    throw new Error(`The load process ended with ${code ?? signal}`);
  });
  ended.catch(() => undefined);
  const tell = async (order: LoadOrder) => {
    child.send(order);
    const [answer] = (await Promise.race([once(child, 'message'), ended])) as [LoadAnswer];
    if (!answer.ok) throw new Error(`The load process failed: ${answer.error}`);
    return answer.result;
  };
  return {
    prepare: async (order) => (await tell({ do: 'prepare', ...order })) as Prepared,
    fire: async (order) => (await tell({ do: 'fire', ...order })) as Sent,
    pace: async (order) => (await tell({ do: 'pace', ...order })) as Sent,
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null) return;
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    },
  };
}
