/** A named message for one of the queue groups. The queue is a hint: losing it costs delay, never data. */
export interface QueueMessage {
  group: string;
  name: string;
  data: unknown;
  /** Messages of the same id that wait are one. */
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
  add(message: QueueMessage): Promise<void>;
  addBulk(messages: readonly QueueMessage[]): Promise<void>;
  counts(group: string): Promise<QueueCounts>;
  /** Consumes one group until disposed. `handle` rejecting makes the message retry with backoff. */
  consume(group: string, options: { concurrency: number }, handle: MessageHandler): Promise<AsyncDisposable>;
}

export type MessageHandler = (
  message: { name: string; data: unknown; attempt: number },
  signal: AbortSignal,
) => Promise<void>;
