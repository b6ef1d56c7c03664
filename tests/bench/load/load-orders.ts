import type { Address } from '../../harness/start-tidemark.ts';

/** `chat`: OTLP too, with many short traces. */
export type LoadKind = 'otlp' | 'batch' | 'chat';

/** What the load process can be told to do; one order at a time. */
export type LoadOrder =
  | { do: 'prepare'; kind: LoadKind; requests: number; seed: number }
  | { do: 'fire'; to: Target; connections: number }
  | { do: 'pace'; to: Target; requestsPerSecond: number; watchEveryMs: number };

export type Target = Pick<Address, 'url' | 'publicKey' | 'secretKey'>;

export interface Prepared {
  requests: number;
  observations: number;
  events: number;
  wireBytes: number;
  plainBytes: number;
}

/** What came of sending everything that was prepared. */
export interface Sent {
  durationMs: number;
  accepted: { requests: number; observations: number; events: number };
  /** Of the last requests, one trace each. */
  lastTraceIds: string[];
  /** Answers other than 2xx, and broken connections: none of them was accepted. */
  refused: number;
  /** From the moment a request was due to its whole answer. */
  acknowledgedMs: number[];
  /** From the answer of a request to the first reading of its last trace with all steps, through the public API. */
  readableMs: number[];
}

export type LoadAnswer = { ok: true; result: Prepared | Sent } | { ok: false; error: string };
