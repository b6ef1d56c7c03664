/** A file that an SDK uploaded beside the payload; the payload holds this reference in its place. */
export interface MediaReference {
  type: string;
  id: string;
  source: string;
}

const WHOLE = /^@@@langfuseMedia:([^@]+)@@@$/;
const WITHIN = /@@@langfuseMedia:[^@]+@@@/g;

/** Reads a text that is one media reference, as in `@@@langfuseMedia:type=image/png|id=…|source=bytes@@@`. */
export function readMediaReference(text: string): MediaReference | null {
  const inner = WHOLE.exec(text)?.[1];
  if (inner === undefined) return null;
  const fields = new Map(inner.split('|').map((field) => splitOnce(field)));
  const id = fields.get('id');
  if (id === undefined || id === '') return null;
  return { type: fields.get('type') ?? 'file', id, source: fields.get('source') ?? '' };
}

/** Cuts a text at its media references: texts and references in order. */
export function splitMedia(text: string): (string | MediaReference)[] {
  if (!text.includes('@@@langfuseMedia:')) return [text];
  const parts: (string | MediaReference)[] = [];
  let from = 0;
  for (const match of text.matchAll(WITHIN)) {
    if (match.index > from) parts.push(text.slice(from, match.index));
    parts.push(readMediaReference(match[0]) ?? match[0]);
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push(text.slice(from));
  return parts;
}

function splitOnce(field: string): [string, string] {
  const at = field.indexOf('=');
  return at < 0 ? [field, ''] : [field.slice(0, at), field.slice(at + 1)];
}
