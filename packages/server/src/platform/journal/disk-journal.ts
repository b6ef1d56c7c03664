import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { durableFiles, storageTrouble, writeAll } from '#platform/blob/durable-files';
import type { DurableFile, DurableFiles } from '#platform/blob/durable-files';
import type { Clock } from '#platform/clock/clock';
import { failpoint } from '#platform/failpoint/failpoint';
import { addSums, openTimes, SEGMENT_AGE_MS, SEGMENT_BYTES, segmentKey } from './journal.ts';
import type { Journal, OnSealed, OpenTimes, Sums } from './journal.ts';

interface Options {
  /** Root of the file blob store, so that a sealed segment is a blob by its name alone. */
  root: string;
  clock: Clock;
  onSealed: OnSealed;
  /** A test gives a disk that fails. */
  files?: DurableFiles;
}

const SEAL_AGAIN_MS = 1000;
/** A segment that another process may still write to is left alone for this long. */
const ABANDONED_AFTER_MS = 60_000;

/**
 * Appends to an open file per prefix and answers after fdatasync of it and fsync of its folder. While one sync runs,
 * what arrives waits for the next: all of it shares one (group commit), without a timer.
 */
export function diskJournal(options: Options): Journal {
  const lanes = new Map<string, Lane>();
  const times = openTimes();
  return {
    append: (prefix, frame, tally = {}) => {
      let lane = lanes.get(prefix);
      if (!lane) lanes.set(prefix, (lane = new Lane(prefix, options, times)));
      return lane.append(frame, tally);
    },
    oldestOpenMs: times.oldestMs,
    recover: async () => {
      await sealAbandoned(options.root, { nowMs: options.clock.nowMs(), olderThanMs: ABANDONED_AFTER_MS });
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all([...lanes.values()].map((lane) => lane.close()));
    },
  };
}

interface Waiting {
  frame: Buffer;
  tally: Sums;
  resolve(): void;
  reject(error: Error): void;
}

interface OpenSegment {
  key: string;
  path: string;
  file: DurableFile;
  frames: number;
  sizeBytes: number;
  tally: Sums;
  openedMs: number;
  /** Resolves when the file's name survives a power cut, too. */
  named: Promise<void>;
}

class Lane {
  readonly #prefix: string;
  readonly #options: Options;
  #waiting: Waiting[] = [];
  #segment: OpenSegment | null = null;
  #running: Promise<void> | null = null;
  #timer: NodeJS.Timeout | null = null;
  readonly #sealing = new Set<Promise<void>>();
  readonly #files: DurableFiles;
  readonly #times: OpenTimes;
  readonly #stopping = new AbortController();

  constructor(prefix: string, options: Options, times: OpenTimes) {
    this.#prefix = prefix;
    this.#options = options;
    this.#times = times;
    this.#files = options.files ?? durableFiles;
  }

  append(frame: Buffer, tally: Sums): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ frame, tally, resolve, reject });
      this.#run();
    });
  }

  async close() {
    while (this.#running || this.#segment) {
      await this.#running;
      if (this.#segment) this.#run(true);
    }
    this.#stopping.abort();
    await Promise.all(this.#sealing);
  }

  #run(seal = false) {
    this.#running ??= this.#work(seal).finally(() => {
      this.#running = null;
      if (this.#waiting.length > 0) this.#run();
    });
  }

  async #work(seal: boolean) {
    while (this.#waiting.length > 0) await this.#commit(this.#waiting.splice(0));
    if (seal || this.#isDue()) this.#seal();
  }

  async #commit(batch: Waiting[]) {
    try {
      const segment = (this.#segment ??= await this.#open());
      const bytes = Buffer.concat(batch.map(({ frame }) => frame));
      await failpoint('K2', () => writeAll(segment.file, bytes.subarray(0, bytes.length >> 1)));
      await writeAll(segment.file, bytes);
      await Promise.all([segment.file.sync(), segment.named]);
      await failpoint('K3');
      segment.frames += batch.length;
      segment.sizeBytes += bytes.length;
      segment.tally = addSums(segment.tally, ...batch.map(({ tally }) => tally));
      for (const { resolve } of batch) resolve();
      if (segment.sizeBytes >= SEGMENT_BYTES) this.#seal();
    } catch (error) {
      for (const { reject } of batch) reject(storageTrouble(error));
      this.#seal();
    }
  }

  async #open(): Promise<OpenSegment> {
    const openedMs = this.#options.clock.nowMs();
    const key = segmentKey(this.#prefix, openedMs, this.#options.clock.newId());
    const sealedPath = join(this.#options.root, ...key.split('/'));
    const path = join(dirname(sealedPath), `.${basename(sealedPath)}.open`);
    this.#times.begin(key);
    const { file, folders } = await this.#files.create(path).catch((error: unknown) => {
      this.#times.end(key);
      throw error;
    });
    const named = Promise.all(folders.map((folder) => this.#files.syncFolder(folder))).then(() => undefined);
    named.catch(() => undefined);
    this.#timer = setTimeout(() => this.#run(true), SEGMENT_AGE_MS);
    return { key, path, file, frames: 0, sizeBytes: 0, tally: {}, openedMs, named };
  }

  #isDue(): boolean {
    return this.#segment !== null && this.#options.clock.nowMs() - this.#segment.openedMs >= SEGMENT_AGE_MS;
  }

  /**
   * A segment whose write failed is sealed too: its whole frames were acknowledged, its torn tail is skipped on reading.
   * What arrives meanwhile goes into the next segment and does not wait.
   */
  #seal() {
    const segment = this.#segment;
    if (!segment) return;
    this.#segment = null;
    if (this.#timer) clearTimeout(this.#timer);
    const sealing = this.#finish(segment).finally(() => this.#sealing.delete(sealing));
    this.#sealing.add(sealing);
  }

  /** Told of only under its final name: whoever looks for it earlier would take it for lost. */
  async #finish({ file, path, key, frames, sizeBytes, tally }: OpenSegment) {
    await file.close().catch(() => undefined);
    // Nothing of it was acknowledged: an empty object would only be in the way.
    if (frames === 0) {
      this.#times.end(key);
      return this.#files.remove(path).catch(() => undefined);
    }
    while (!(await this.#isSealed(path))) {
      if (this.#stopping.signal.aborted) return;
      await this.#options.clock.sleep(SEAL_AGAIN_MS, this.#stopping.signal);
    }
    await failpoint('K4');
    this.#options.onSealed({ key, prefix: this.#prefix, frames, sizeBytes, tally });
    this.#times.end(key);
  }

  /** Either name is found again after a power cut, so the sync of the new one may fail. */
  async #isSealed(path: string): Promise<boolean> {
    try {
      await this.#files.rename(path, sealedPathOf(path));
    } catch {
      return false;
    }
    await this.#files.syncFolder(dirname(path)).catch(() => undefined);
    return true;
  }
}

function sealedPathOf(path: string): string {
  return join(dirname(path), basename(path).slice(1, -'.open'.length));
}

/**
 * Seals what a killed process left open below `folder`. Files younger than `olderThanMs` may belong to a process that
 * still runs and are left alone. Returns how many were sealed; listing the store then finds them.
 */
export async function sealAbandoned(folder: string, limits: { nowMs: number; olderThanMs: number }): Promise<number> {
  let sealed = 0;
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  for (const entry of entries) {
    if (!entry.isFile() || !entry.name.startsWith('.') || !entry.name.endsWith('.seg.open')) continue;
    const path = join(entry.parentPath, entry.name);
    const { mtimeMs } = await stat(path);
    if (limits.nowMs - mtimeMs < limits.olderThanMs) continue;
    await durableFiles.rename(path, sealedPathOf(path));
    await durableFiles.syncFolder(entry.parentPath);
    sealed += 1;
  }
  return sealed;
}
