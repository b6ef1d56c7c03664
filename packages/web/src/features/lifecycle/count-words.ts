interface Counted {
  kind: string;
  count: number;
  bytes: number;
}

/** The tables that people know by a name; all others are one line. */
const WORDS: Readonly<Record<string, string>> = {
  traces: 'Traces',
  observations: 'Steps',
  scores: 'Scores',
  prompts: 'Prompts',
  prompt_versions: 'Prompt versions',
  models: 'Models',
  api_keys: 'API keys',
  project_members: 'Roles of members',
  dead_letters: 'Dead letters',
  files: 'Stored requests and files',
};

/** Counts per table as people read them, in the order of the words; what has none adds up under "Everything else". */
export function countWords(counts: readonly Counted[]): Counted[] {
  const known = Object.entries(WORDS).flatMap(([table, kind]) => {
    const found = counts.find((each) => each.kind === table);
    return found === undefined ? [] : [{ ...found, kind }];
  });
  const others = counts.filter(({ kind }) => !(kind in WORDS));
  if (others.length === 0) return known;
  const sum = (of: 'count' | 'bytes') => others.reduce((total, each) => total + each[of], 0);
  return [...known, { kind: 'Everything else', count: sum('count'), bytes: sum('bytes') }];
}
