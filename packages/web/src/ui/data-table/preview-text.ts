/** Characters of a payload that a list looks at. */
const READ = 400;

/**
 * A payload's beginning as one line of words: JSON loses the signs that only structure it, so that a narrow column shows
 * what was said. The beginning may be cut anywhere. `[{"role":"user","content":"Hi"}]` reads `user: Hi`,
 * `{"message":"Hi"}` reads `Hi`.
 */
export function previewText(payload: string): string {
  const text = payload.slice(0, READ).trim();
  return (/^[[{]/.test(text) ? unfence(text) : text).replace(/\s+/g, ' ').trim();
}

/** A first field that only says that words follow takes their room. */
const SPOKEN = /^(?:message|question|query|prompt|answer|response|text|content|input|output): ?(?=\S)/;

/** A string with its escapes, cut ones included, or one sign outside of strings. */
const TOKEN = /"((?:[^"\\]|\\.)*)(?:"|\\?$)|[\s\S]/g;

const unfence = (json: string): string =>
  json
    .replace(TOKEN, (token: string, inside: string | undefined) =>
      inside === undefined ? (SIGNS[token] ?? token) : unescape(inside),
    )
    .replace(/\brole: ?(\w+), ?content: ?/g, '$1: ')
    .replace(SPOKEN, '');

const SIGNS: Record<string, string> = { '{': '', '}': '', '[': '', ']': '', ':': ': ', ',': ', ' };

const unescape = (text: string): string =>
  text.replace(/\\(u[0-9a-fA-F]{4}|.)/g, (_whole, code: string) =>
    code.length === 5 ? String.fromCharCode(Number.parseInt(code.slice(1), 16)) : (ESCAPED[code] ?? code),
  );

const ESCAPED: Record<string, string> = { n: ' ', r: ' ', t: ' ', b: '', f: ' ' };
