import type { Micros } from '#domain/telemetry';

/** What is known of a message beside its body. All of it is stored with the message, so that a replay gives the same. */
export interface EventContext {
  projectId: string;
  apiKeyId: string;
  sdkName: string;
  sdkVersion: string;
  /** Server time at which the message was accepted. */
  receivedUs: Micros;
  /** Under which its rows are stored, where that is not the time of acceptance; see docs/adr/0023-exactly-once-by-time-of-storing.md. */
  ingestedUs?: Micros;
  /** A digest of the message's bytes: what is read of it again later replaces what is read now. */
  bodyDigest: number;
  /** How often the message was read before on request; see docs/adr/0015-a-later-reading-replaces-an-earlier.md. */
  reading: number;
}
