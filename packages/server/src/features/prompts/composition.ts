import type { PublicPrompt, ResolutionGraph } from '@tidemark/contract/rest/prompts';
import { AppError } from '#domain/errors';
import type { PromptRow, WantedVersion } from './store/prompts.sql.ts';

type PromptText = PublicPrompt['prompt'];

/** In a text: the version or the label of another prompt, whose text takes its place. */
const REFERENCE = /@@@langfusePrompt:name=([^|]{1,255})\|(?:version=(\d{1,9})|label=([a-z0-9_\-.]{1,36}))@@@/g;

const MAX_DEPTH = 5;
const MAX_REFERENCES = 500;
/** Characters of a prompt with everything put in. */
const MAX_LENGTH = 4_000_000;

/** Every reference in a prompt, each once, as written. */
export function referencesIn(prompt: PromptText): WantedVersion[] {
  const found = new Map<string, WantedVersion>();
  mapTexts(prompt, (text) => {
    for (const match of text.matchAll(REFERENCE)) found.set(keyOf(wantedBy(match)), wantedBy(match));
    return text;
  });
  return [...found.values()];
}

/**
 * The prompt with everything that it refers to put in, and what that was; `graph` is null without references.
 * `find` answers the wanted versions by `keyOf`. Throws `invalid` for a reference to nothing, to a chat prompt, in a
 * circle, nested deeper than 5, or that makes more than 4 million characters.
 */
export async function resolveReferences(
  root: PromptRow,
  find: (wanted: WantedVersion[]) => Promise<ReadonlyMap<string, PromptRow>>,
): Promise<{ prompt: PromptText; graph: ResolutionGraph | null }> {
  if (referencesIn(root.prompt).length === 0) return { prompt: root.prompt, graph: null };
  const found = await findAll(root, find);
  const dependencies: ResolutionGraph['dependencies'] = {};
  let length = 0;

  const put = (version: PromptRow, above: readonly string[]): PromptText => {
    const path = [...above, version.name];
    if (above.includes(version.name)) throw refusal(`Circular dependency detected: ${path.join(' → ')}`);
    if (above.length > MAX_DEPTH) throw refusal(`Prompts are nested deeper than ${MAX_DEPTH}: ${path.join(' → ')}`);
    dependencies[version.id] ??= referencesIn(version.prompt).map((wanted) => nodeOf(known(found, wanted)));
    return mapTexts(version.prompt, (text) =>
      text.replace(REFERENCE, (...match) => {
        const inner = put(known(found, wantedBy(match as unknown as RegExpExecArray)), path) as string;
        length += inner.length;
        if (length > MAX_LENGTH)
          throw refusal(`With its references put in, the prompt has over ${MAX_LENGTH} characters`);
        return inner;
      }),
    );
  };
  const prompt = put(root, []);
  const used = Object.entries(dependencies).filter(([, children]) => children.length > 0);
  return { prompt, graph: { root: nodeOf(root), dependencies: Object.fromEntries(used) } };
}

/** Level by level, so that as many questions are asked as there are levels. */
async function findAll(root: PromptRow, find: Parameters<typeof resolveReferences>[1]) {
  const found = new Map<string, PromptRow>();
  let level = [root];
  while (level.length > 0) {
    const wanted = new Map(
      level.flatMap(({ prompt }) => referencesIn(prompt)).map((reference) => [keyOf(reference), reference]),
    );
    for (const key of found.keys()) wanted.delete(key);
    if (found.size + wanted.size > MAX_REFERENCES) throw refusal(`A prompt takes in at most ${MAX_REFERENCES} others`);
    const answer = wanted.size > 0 ? await find([...wanted.values()]) : new Map<string, PromptRow>();
    for (const [key, reference] of wanted) found.set(key, checked(answer.get(key), reference));
    level = [...answer.values()];
  }
  return found;
}

function checked(version: PromptRow | undefined, wanted: WantedVersion): PromptRow {
  if (version === undefined) throw refusal(`Prompt dependency not found: ${describeVersion(wanted)}`);
  if (version.type !== 'text')
    throw refusal(`Prompt dependency ${describeVersion(wanted)} is not a text prompt, and only those can be put in`);
  return version;
}

function known(found: ReadonlyMap<string, PromptRow>, wanted: WantedVersion): PromptRow {
  return checked(found.get(keyOf(wanted)), wanted);
}

const refusal = (message: string) => new AppError('invalid', message);
const nodeOf = ({ id, name, version }: PromptRow) => ({ id, name, version });

function wantedBy([, name = '', version, label]: RegExpExecArray): WantedVersion {
  return { name, version: version === undefined ? null : Number(version), label: label ?? null };
}

/** Keeps numbers and labels apart: a label may look like a number. */
export function keyOf({ name, version, label }: WantedVersion): string {
  return JSON.stringify([name, version, label]);
}

export function describeVersion({ name, version, label }: WantedVersion): string {
  const which = version === null ? (label === null ? '' : ` with label '${label}'`) : ` with version ${version}`;
  return `'${name}'${which}`;
}

function mapTexts<T>(value: T, change: (text: string) => string): T {
  if (typeof value === 'string') return change(value) as T;
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapTexts(item, change)])) as T;
}
