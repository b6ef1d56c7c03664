const MIB = 1024 * 1024;

/** Below this the engine starts, but refuses ordinary queries. */
export const MIN_MEMORY_LIMIT_BYTES = 512 * MIB;

/** Bytes everywhere. */
export interface MemoryPlan {
  serverBytes: number;
  queryBytes: number;
  spillBytes: number;
  mergeBytes: number;
  insertBlockBytes: number;
  readBufferBytes: number;
  markCacheBytes: number;
  primaryIndexCacheBytes: number;
  textIndexCacheBytes: number;
  smallCacheBytes: number;
}

/**
 * Divides what the whole process may use. Measured under load: besides what the engine counts itself, 240 MiB of the
 * library are mapped and Node takes 40 MiB; peaks stayed 2 to 20 % below the limit.
 */
export function planMemory(memoryLimitBytes: number): MemoryPlan {
  if (!Number.isSafeInteger(memoryLimitBytes) || memoryLimitBytes < MIN_MEMORY_LIMIT_BYTES) {
    throw new RangeError(
      `memoryLimitBytes must be a whole number of at least ${MIN_MEMORY_LIMIT_BYTES} (512 MiB), got ${memoryLimitBytes}`,
    );
  }
  const serverBytes = Math.floor((memoryLimitBytes - 260 * MIB) * 0.97);
  const share = (part: number) => Math.floor(serverBytes * part);
  return {
    serverBytes,
    queryBytes: share(0.5),
    spillBytes: share(0.2),
    mergeBytes: share(0.4),
    insertBlockBytes: share(0.05),
    readBufferBytes: memoryLimitBytes < 4096 * MIB ? MIB / 4 : MIB,
    markCacheBytes: share(0.06),
    primaryIndexCacheBytes: share(0.04),
    textIndexCacheBytes: share(0.02),
    smallCacheBytes: share(0.01),
  };
}
