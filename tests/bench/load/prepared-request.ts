/** A request that is ready to be sent, and what it holds. */
export interface PreparedRequest {
  path: string;
  headers: Record<string, string>;
  body: Buffer;
  /** Of the body before packing. */
  plainBytes: number;
  /** Observations that must be readable once it was accepted. */
  observations: number;
  /** Spans, or events of a batch. */
  events: number;
  /** A trace of which the last step stands last in the request. */
  lastTraceId: string;
}
