/** Reads and writes a person's small preferences in this browser. Blocked or broken storage reads as absent. */
export function readStored(key: string): string | null {
  try {
    return localStorage.getItem(`tidemark.${key}`);
  } catch {
    return null;
  }
}

export function writeStored(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`tidemark.${key}`);
    else localStorage.setItem(`tidemark.${key}`, value);
  } catch {
    // A full or blocked storage loses a preference, never data.
  }
}
