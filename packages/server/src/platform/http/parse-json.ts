import { AppError } from '#domain/errors';

const MAX_DEPTH = 64;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** JSON of a stranger: refuses what nests deeper than 64, before it is parsed, so that nothing later has to recurse into it. */
export function parseJson(bytes: Buffer, what: string): unknown {
  if (bytes.length === 0) throw new AppError('invalid', `${what}: the body is empty`);
  checkJsonDepth(bytes, what);
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw new AppError('invalid', `${what}: ${(error as Error).message.slice(0, 300)}`, { cause: error });
  }
}

/** Throws `invalid` when the text nests deeper than 64 levels; brackets inside strings do not count. */
export function checkJsonDepth(bytes: Buffer, what: string) {
  let depth = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === QUOTE) at = stringEnd(bytes, at);
    else if (byte === 0x7b || byte === 0x5b) {
      depth += 1;
      if (depth > MAX_DEPTH) throw new AppError('invalid', `${what}: JSON nests deeper than ${MAX_DEPTH} levels`);
    } else if (byte === 0x7d || byte === 0x5d) depth -= 1;
  }
}

function stringEnd(bytes: Buffer, start: number): number {
  for (let at = bytes.indexOf(QUOTE, start + 1); at !== -1; at = bytes.indexOf(QUOTE, at + 1)) {
    let slashes = 0;
    while (bytes[at - 1 - slashes] === BACKSLASH) slashes += 1;
    if (slashes % 2 === 0) return at;
  }
  return bytes.length;
}
