/** Fields as columns: `lastError` is the column `last_error`. What is undefined is left out, so that it stays as it is. */
export function snakeColumns(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const named = Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value]);
  return Object.fromEntries(named) as Record<string, unknown>;
}
