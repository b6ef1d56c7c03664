import { setTimeout as wait } from 'node:timers/promises';
import { randomOf } from '../../bench/load/random.ts';
import type { Oracle } from './oracle.ts';
import { AUTH } from './product.ts';
import type { Site } from './product.ts';
import { batchPair, jsonRequest, protobufRequest, scoresRequest } from './load-request.ts';
import type { LoadRequest } from './load-request.ts';

/** What the clients of a site saw. */
export interface Seen {
  requests: number;
  /** Acknowledged, as the product counts events. */
  events: number;
  /** Events of every request that was sent, as often as it was. */
  sentEvents: number;
  /** Requests that were sent again because nobody answered, or with 429 or 503. */
  repeats: number;
  /** Answers that no client should get. */
  oddities: string[];
}

export interface LoadOptions {
  /** After so many requests of a life the clients send small ones now and then. */
  fullRequests: number;
  /** How many of 20 scores the store refuses, where any are sent. */
  refusedScores: number;
}

export interface LoadClients {
  seen: Seen;
  /** Sends from three clients until aborted or until the product is gone; what was not answered is kept. */
  send(options: LoadOptions, until: AbortSignal): Promise<void>;
  /** Sends what was not answered until all of it is, as real clients do. */
  finish(): Promise<void>;
  /** From now on requests are made by this seed. */
  useSeed(seed: number): void;
}

const CLIENTS = 3;
const PAUSE_MS = 10;
const SLOW_PAUSE_MS = 120;

export function loadClients(site: Site, oracle: Oracle): LoadClients {
  const seen: Seen = { requests: 0, events: 0, sentEvents: 0, repeats: 0, oddities: [] };
  const unanswered: LoadRequest[] = [];
  const planned: LoadRequest[] = [];
  let random = randomOf(0);

  /** Answers whether the client needs to send it again. */
  const sendOnce = async (request: LoadRequest): Promise<boolean> => {
    seen.sentEvents += request.events;
    let status = 0;
    try {
      const answer = await fetch(`${site.url}${request.path}`, {
        method: 'POST',
        headers: { ...AUTH, ...request.headers },
        body: new Uint8Array(request.body),
      });
      status = answer.status;
      const text = await answer.text();
      if (answer.ok && isRefusedInPart(text))
        seen.oddities.push(`${request.path} refused in part: ${text.slice(0, 300)}`);
      if (!answer.ok && status !== 503 && status !== 429)
        seen.oddities.push(`${request.path} answered ${status}: ${text.slice(0, 300)}`);
    } catch {
      // A connection that broke says nothing; a status that came is a promise, whatever became of the body.
      if (status !== 0) seen.oddities.push(`an answer ${status} of ${request.path} was cut`);
    }
    if (status < 200 || status > 299) return true;
    await oracle.acknowledge(request, status);
    seen.requests += 1;
    seen.events += request.events;
    return false;
  };

  const next = (options: LoadOptions, sent: number): LoadRequest => {
    const again = unanswered.shift();
    if (again) {
      seen.repeats += 1;
      return again;
    }
    const ready = random() < 0.5 ? planned.shift() : undefined;
    if (ready) return ready;
    const die = random();
    if (options.refusedScores > 0 && die < 0.4) return scoresRequest(random, options.refusedScores);
    if (sent >= options.fullRequests || die < 0.1) return scoresRequest(random, 0);
    if (die < 0.3) return jsonRequest(random);
    if (die < 0.5) {
      const [create, update] = batchPair(random);
      // Either may come first: order must not matter.
      const [now, later] = random() < 0.8 ? [create, update] : [update, create];
      planned.push(later);
      return now;
    }
    return protobufRequest(random);
  };

  return {
    seen,
    send: async (options, until) => {
      let sent = 0;
      await Promise.all(
        Array.from({ length: CLIENTS }, async () => {
          while (!until.aborted) {
            const request = next(options, sent);
            sent += 1;
            if (await sendOnce(request)) unanswered.push(request);
            await wait(sent > options.fullRequests ? SLOW_PAUSE_MS : PAUSE_MS);
          }
        }),
      );
    },
    finish: async () => {
      const deadline = Date.now() + 120_000;
      for (;;) {
        const request = unanswered.shift() ?? planned.shift();
        if (!request) return;
        if (!(await sendOnce(request))) continue;
        unanswered.push(request);
        if (Date.now() > deadline) throw new Error(`${unanswered.length} requests are still not taken`);
        await wait(200);
      }
    },
    useSeed: (seed) => {
      random = randomOf(seed ^ 0x5eed);
    },
  };
}

function isRefusedInPart(text: string): boolean {
  try {
    return ((JSON.parse(text) as { errors?: unknown[] }).errors?.length ?? 0) > 0;
  } catch {
    // Protobuf; an export without a refused span is an empty message.
    return text.length > 0;
  }
}
