/** A named message for one of the queue groups. The queue is a hint: losing it costs delay, never data. */
export interface QueueMessage {
  group: string;
  name: string;
  data: unknown;
  /**
   * Messages of the same id are one while it waits or is in work. When it was given up after its attempts it is
   * forgotten, where others are kept for a look, so that it can be told again.
   */
  id?: string;
  delayMs?: number;
  attempts?: number;
}

export interface QueueCounts {
  waiting: number;
  active: number;
  delayed: number;
  failed: number;
}

export interface JobQueue extends AsyncDisposable {
  /** Rejects with `unavailable` within two seconds when the queue's store does not answer; so does `addBulk`. */
  add(message: QueueMessage): Promise<void>;
  addBulk(messages: readonly QueueMessage[]): Promise<void>;
  counts(group: string): Promise<QueueCounts>;
  /** How many messages hold the text in their content or id, in whatever state. */
  countAbout(group: string, text: string): Promise<number>;
  /** Removes those, but for what a worker has in hand; returns how many went. */
  forgetAbout(group: string, text: string): Promise<number>;
  /** Consumes one group until disposed. `handle` rejecting makes the message retry with backoff. */
  consume(group: string, options: { concurrency: number }, handle: MessageHandler): Promise<AsyncDisposable>;
}

export type MessageHandler = (
  message: { name: string; data: unknown; attempt: number },
  signal: AbortSignal,
) => Promise<void>;
