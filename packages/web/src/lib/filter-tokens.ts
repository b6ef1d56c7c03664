import { FilterTextError } from './filter-text-error.ts';

export interface Token {
  kind: 'word' | 'quoted' | 'operator' | 'open' | 'close' | 'comma';
  /** The word, the unquoted text, or the sign. */
  text: string;
  at: number;
  /** Offset after the token. */
  end: number;
}

/** Splits a filter's text. A quote may be left open only to be told about. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  const pattern = /\s+|"(?:[^"\\]|\\.)*"|[()]|,|!=|>=|<=|[=><]|[^\s(),"=<>!]+|./gu;
  for (const match of text.matchAll(pattern)) {
    const [piece] = match;
    if (piece.trim() === '') continue;
    tokens.push({ ...readPiece(piece, match.index), at: match.index, end: match.index + piece.length });
  }
  return tokens;
}

function readPiece(piece: string, at: number): Pick<Token, 'kind' | 'text'> {
  const sign = SIGNS.get(piece);
  if (sign !== undefined) return { kind: sign, text: piece };
  if (!piece.startsWith('"')) {
    if (piece === '!') throw new FilterTextError('Did not expect “!” here; write != or not', at);
    return { kind: 'word', text: piece };
  }
  if (piece.length === 1) throw new FilterTextError('A closing " is missing', at);
  try {
    return { kind: 'quoted', text: String(JSON.parse(piece)) };
  } catch {
    throw new FilterTextError('A quoted text has an escape that is not understood', at);
  }
}

const SIGNS: ReadonlyMap<string, Token['kind']> = new Map<string, Token['kind']>([
  ['(', 'open'],
  [')', 'close'],
  [',', 'comma'],
  ...['=', '!=', '>', '>=', '<', '<='].map((sign) => [sign, 'operator'] as const),
]);
