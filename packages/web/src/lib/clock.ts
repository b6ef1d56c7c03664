/** The one place where the app reads the wall clock, so that tests and screenshots can pass their own. Milliseconds. */
export const nowMs = (): number => Date.now();
