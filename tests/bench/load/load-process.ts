import type { LoadAnswer, LoadKind, LoadOrder, Prepared, Sent } from './load-orders.ts';
import { openHttp } from './http-client.ts';
import { prepareRequests, stepsPerTrace } from './prepare-requests.ts';
import type { PreparedRequest } from './prepared-request.ts';
import { fireRequests, paceRequests } from './send-requests.ts';

/** The sender in a process of its own, so that it takes no time of whoever measures. Takes orders over IPC. */
let prepared: { kind: LoadKind; requests: PreparedRequest[] } = { kind: 'otlp', requests: [] };

process.on('message', (order: LoadOrder) => {
  obey(order).then(
    (result) => answer({ ok: true, result }),
    (error: Error) => answer({ ok: false, error: error.stack ?? error.message }),
  );
});
process.on('disconnect', () => process.exit());

function answer(message: LoadAnswer): void {
  process.send?.(message);
}

async function obey(order: LoadOrder): Promise<Prepared | Sent> {
  if (order.do === 'prepare') return prepare(order);
  const { kind, requests } = prepared;
  prepared = { kind, requests: [] };
  using http = openHttp(order.to, order.do === 'fire' ? order.connections : 256);
  if (order.do === 'fire') return await fireRequests(http, requests, order.connections);
  return await paceRequests(http, requests, { ...order, stepsPerTrace: stepsPerTrace(kind) });
}

function prepare({ kind, requests: count, seed }: Extract<LoadOrder, { do: 'prepare' }>): Prepared {
  const requests = prepareRequests(kind, count, seed);
  prepared = { kind, requests };
  const sum = (of: (request: PreparedRequest) => number) => requests.reduce((total, one) => total + of(one), 0);
  return {
    requests: count,
    observations: sum((one) => one.observations),
    events: sum((one) => one.events),
    wireBytes: sum((one) => one.body.length),
    plainBytes: sum((one) => one.plainBytes),
  };
}
