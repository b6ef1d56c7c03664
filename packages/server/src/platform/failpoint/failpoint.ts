import { writeSync } from 'node:fs';

/**
 * Moments at which the fault harness ends, stops or disturbs this process, to prove that nothing which was acknowledged
 * is lost. Nothing in the product arms one and no setting reaches them: only a harness that loads `armFailpoint` into
 * the process before the product does. Unarmed, a point is one comparison.
 */
const FAILPOINTS = {
  K0: 'before the body of a request is read',
  K1: 'the body is read, nothing is kept',
  K2: 'half of the bytes of a commit are in the journal',
  K3: 'the journal is synced, nobody was answered, the file still has its open name',
  K4: 'a segment has its final name, nobody was told',
  K5: 'a request is kept, its answer is not out',
  K6: 'answered, its segment is known to the database and not yet on the queue',
  K7: 'a worker took a segment',
  K8: 'merged, nothing inserted',
  K9: 'half of an INSERT is sent',
  K10: 'every INSERT returned, the commit mark is missing',
  K11: 'marked as committed, the message is not acknowledged',
  K12: 'acknowledged, before the next message',
  K13: 'dead letters are written, their transaction is open',
  K14: 'the reconciler announced some of what it found',
  K15: 'stopping: no more requests, the work in hand not finished',
  P1: 'a purge was taken up, nothing of this attempt is done',
  P2: 'what there is was counted, nothing is removed',
  P3: 'messages and blobs are gone, rows are there',
  P4: 'a feature forgot the project, others have not',
  P5: 'the first sweep is over, the second is not begun',
  P6: 'everything was checked, nothing is sealed',
  P7: 'row, tombstone, certificate and audit entry are written, their transaction is open',
  P8: 'the purge is sealed',
  X0: 'an export was taken up, nothing of this attempt is done',
  X1: 'a piece of a file of an export is on its way to the store',
  X2: 'a file of an export is in the store, nobody knows',
  X3: 'a window of an export is entered, its transaction is open',
  X4: 'a window of an export is done',
  X5: 'every window of an export is done, nothing names its files',
  X6: 'the manifest of an export is in the store, the run has not ended',
  X7: 'an export has ended, its folder was not looked through',
  I1: 'a file of an archive was checked, and is known to be',
  I2: 'a file of an archive is stored, nobody knows yet',
  I3: 'a file of an archive is known to be stored',
} as const;
export type FailPoint = keyof typeof FAILPOINTS;

const ACTIONS = ['kill', 'throw', 'delay', 'hang'] as const;

interface Armed {
  point: FailPoint;
  action: (typeof ACTIONS)[number];
  hitsLeft: number;
  delayMs: number;
}

let armed: Armed | null = null;

/**
 * A named moment. `partly` is a piece of the next step, for moments in the middle of one: it happens only right before
 * the fault.
 */
export function failpoint(point: FailPoint, partly?: () => Promise<unknown>): Promise<void> | undefined {
  if (armed === null || armed.point !== point) return undefined;
  armed.hitsLeft -= 1;
  return armed.hitsLeft === 0 ? strike(armed, partly) : undefined;
}

/** Arms one point, once, as `K9:kill:3` says: at the third time that it is reached. A delay is told as `K9:delay:3:200`. */
export function armFailpoint(spec: string): void {
  const [point = '', action = '', hit = '1', delayMs = '100'] = spec.split(':');
  if (!(point in FAILPOINTS) || !ACTIONS.includes(action as Armed['action']) || !(Number(hit) >= 1))
    throw new RangeError(`Not a fail point: ${spec}; like K9:kill:3, with ${ACTIONS.join(', ')}`);
  armed = {
    point: point as FailPoint,
    action: action as Armed['action'],
    hitsLeft: Number(hit),
    delayMs: Number(delayMs),
  };
}

async function strike({ point, action, delayMs }: Armed, partly: (() => Promise<unknown>) | undefined): Promise<void> {
  armed = null;
  await partly?.();
  // Synchronously, since nothing later comes out of a killed process.
  writeSync(2, `failpoint ${point} ${action}\n`);
  if (action === 'kill') process.kill(process.pid, 'SIGKILL');
  if (action === 'throw') throw new Error(`failpoint ${point}`);
  if (action === 'delay') await new Promise((resolve) => setTimeout(resolve, delayMs));
  if (action === 'hang' || action === 'kill') await new Promise(() => undefined);
}
