import type { TestProject } from 'vitest/node';
import { startTidemark } from './start-tidemark.ts';
import type { Address } from './start-tidemark.ts';

declare module 'vitest' {
  interface ProvidedContext {
    tidemark: Address;
  }
}

/** One product for all files of a run that only need some product; files that kill or restart one start their own. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const tidemark = await startTidemark();
  const { url, projectId, projectName, organizationName, publicKey, secretKey, email, password, dataDir } = tidemark;
  project.provide('tidemark', {
    url,
    projectId,
    projectName,
    organizationName,
    publicKey,
    secretKey,
    email,
    password,
    dataDir,
  });
  return async () => {
    await using ended = tidemark;
    // Rejects with its log when it had ended on the way.
    await ended.stop();
  };
}
