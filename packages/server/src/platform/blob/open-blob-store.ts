import { fileURLToPath } from 'node:url';
import type { BlobStore } from './blob-store.ts';
import { fileBlobStore } from './file-blob-store.ts';

/** The store that a BLOB_URL names; the S3 SDK is loaded only when it is used. */
export async function openBlobStore(blobUrl: string, newId: () => string): Promise<BlobStore> {
  const url = new URL(blobUrl);
  if (url.protocol === 'file:') return fileBlobStore(fileURLToPath(url), newId);
  const { s3BlobStore } = await import('./s3-blob-store.ts');
  return s3BlobStore(url);
}
