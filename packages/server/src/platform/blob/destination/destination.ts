import type { Readable } from 'node:stream';

/**
 * Where files go that leave the product: a folder or a bucket of the user's. Only written to, never read or listed, so
 * that a right to write is enough.
 */
export interface Destination extends AsyncDisposable {
  /**
   * Resolves when the file is there as a whole; until then nothing is under its key, or what was there before.
   * Rejects with `unavailable` and the other side's reason.
   */
  put(key: string, file: OutgoingFile): Promise<void>;
  /** Deleting what is absent is no error. */
  delete(key: string): Promise<void>;
}

export interface OutgoingFile {
  /** Read once. */
  body: Readable;
  sizeBytes: number;
  contentType: string;
}

export const DESTINATION_KINDS = ['folder', 's3', 'gcs', 'azure'] as const;
export type DestinationKind = (typeof DESTINATION_KINDS)[number];

/** What is not secret of a destination. */
export interface DestinationSettings {
  kind: DestinationKind;
  /** The bucket, the container, or the path of the folder. */
  bucket: string;
  region: string;
  /** Not set: the vendor's own. */
  endpoint: string | null;
  forcePathStyle: boolean;
  /** Of Azure the name of the storage account. Not set for a folder. */
  accessKeyId: string | null;
}

/** Keys are made of a prefix that a user chose and names of ours: nothing in them may lead out of the destination. */
export function checkOutgoingKey(key: string): string {
  const parts = key.split('/');
  const fine =
    key.length <= 900 && parts.every((part) => /^[A-Za-z0-9!_.*'()=@+ -]{1,200}$/.test(part) && !/^\.+$/.test(part));
  if (!fine) throw new Error(`Not a key of a destination: ${JSON.stringify(key.slice(0, 100))}`);
  return key;
}
