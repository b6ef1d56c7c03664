import { mkdir, open, readdir, rename, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { storageTrouble, syncFolder } from '#platform/blob/file-blob-store';
import type { Clock } from '#platform/clock/clock';
import { failpoint } from '#platform/failpoint/failpoint';
import { addSums, SEGMENT_AGE_MS, SEGMENT_BYTES, segmentKey } from './journal.ts';
import type { Journal, OnSealed, Sums } from './journal.ts';

interface Options {
  /** Root of the file blob store, so that a sealed segment is a blob by its name alone. */
  root: string;
  clock: Clock;
  onSealed: OnSealed;
}

/**
 * Appends to an open file per prefix and answers after fdatasync of it and fsync of its folder. While one sync runs,
 * what arrives waits for the next: all of it shares one (group commit), without a timer.
 */
export function diskJournal(options: Options): Journal {
  const lanes = new Map<string, Lane>();
  return {
    append: (prefix, frame, tally = {}) => {
      let lane = lanes.get(prefix);
      if (!lane) lanes.set(prefix, (lane = new Lane(prefix, options)));
      return lane.append(frame, tally);
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
  file: FileHandle;
  frames: number;
  sizeBytes: number;
  tally: Sums;
  openedMs: number;
  /** Resolves when the file's name survives a crash, too. */
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

  constructor(prefix: string, options: Options) {
    this.#prefix = prefix;
    this.#options = options;
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
      await Promise.all([segment.file.datasync(), segment.named]);
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
    const folder = dirname(sealedPath);
    await mkdir(folder, { recursive: true });
    const path = join(folder, `.${basename(sealedPath)}.open`);
    const file = await open(path, 'ax', 0o600);
    const named = syncFolder(folder);
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

  async #finish({ file, path, key, frames, sizeBytes, tally }: OpenSegment) {
    await file.close().catch(() => undefined);
    await sealFile(path).catch(() => undefined);
    await failpoint('K4');
    if (frames > 0) this.#options.onSealed({ key, prefix: this.#prefix, frames, sizeBytes, tally });
  }
}

async function writeAll(file: FileHandle, bytes: Buffer) {
  for (let at = 0; at < bytes.length;) at += (await file.write(bytes, at)).bytesWritten;
}

async function sealFile(path: string) {
  const folder = dirname(path);
  await rename(path, join(folder, basename(path).slice(1, -'.open'.length)));
  await syncFolder(folder);
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
    await sealFile(path);
    sealed += 1;
  }
  return sealed;
}
