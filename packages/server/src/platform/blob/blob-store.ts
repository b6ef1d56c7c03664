import type { Readable } from 'node:stream';

export interface BlobInfo {
  key: string;
  sizeBytes: number;
  modifiedMs: number;
}

/** Objects by key. Keys are made by us: `a-z A-Z 0-9 . _ - =` in parts joined by `/`. A resolved write is durable. */
export interface BlobStore extends AsyncDisposable {
  put(key: string, body: Uint8Array, options?: { contentType?: string }): Promise<void>;
  /** Of any size, in bounded memory; answers how many bytes it were. Nothing is under the key when the body fails. */
  putStream(key: string, body: AsyncIterable<Uint8Array>, options?: { contentType?: string }): Promise<number>;
  /** Rejects with `not_found` when absent. */
  get(key: string): Promise<Uint8Array>;
  getStream(key: string): Promise<Readable>;
  exists(key: string): Promise<boolean>;
  /** In order of keys. */
  list(prefix: string): AsyncIterable<BlobInfo>;
  /** Deleting what is absent is no error. */
  delete(key: string): Promise<void>;
  /** Everything below the prefix, older versions and unfinished writes too; returns how many objects went. */
  deletePrefix(prefix: string): Promise<number>;
  /** What is really there below the prefix, with what `list` does not show. */
  measure(prefix: string): Promise<BlobMeasure>;
  /** How much room the store has; null where that has no meaning. */
  space(): Promise<BlobSpace | null>;
}

export interface BlobSpace {
  freeBytes: number;
  totalBytes: number;
}

export interface BlobMeasure {
  objects: number;
  bytes: number;
  /** Writes that were begun and never finished, and versions that a newer one replaced. */
  leftovers: number;
}
