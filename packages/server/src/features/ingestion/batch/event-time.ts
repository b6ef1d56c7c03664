import { clampTime, parseIsoMicros } from '#domain/payload/times';
import type { MetadataWrite } from '#domain/merge/metadata-tree';
import type { Micros } from '#domain/telemetry';

/** Reads the times of one event and remembers those that had to be moved into the range that is stored. */
export class EventTimes {
  readonly #nowUs: Micros;
  /** The times as the client wrote them, by field, where they were moved. */
  readonly raw: MetadataWrite[] = [];

  constructor(nowUs: Micros) {
    this.#nowUs = nowUs;
  }

  read(field: string, iso: string): Micros {
    const time = clampTime(parseIsoMicros(iso) ?? Number.NaN, this.#nowUs);
    if (time.clamped) this.raw.push([['raw_times', field], iso]);
    return time.us;
  }

  get flags(): string[] {
    return this.raw.length === 0 ? [] : ['clock_clamped'];
  }
}
