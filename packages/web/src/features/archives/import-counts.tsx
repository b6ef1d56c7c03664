import type { ArchiveImport } from '@tidemark/contract/archives';
import { formatInteger } from '#lib/format';

/** What an import comes to, by table. What is nothing everywhere has no column, and what is empty no line. */
export function ImportCounts({ tables }: { tables: ArchiveImport['tables'] }) {
  const filled = tables.filter(({ rows }) => rows > 0);
  const shown = COLUMNS.filter(({ key, always }) => always || filled.some((table) => table[key] > 0));
  return (
    <div className="overflow-x-auto rounded border border-line">
      <table className="w-full text-sm">
        <thead className="text-left text-muted">
          <tr>
            <th scope="col" className="px-3 py-1.5 font-medium">
              Table
            </th>
            {shown.map(({ key, title, hint }) => (
              <th key={key} scope="col" title={hint} className="px-3 py-1.5 text-right font-medium">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line border-t border-line">
          {filled.map((table) => (
            <tr key={table.table}>
              <th scope="row" className="px-3 py-1.5 text-left font-normal">
                {WORDS.get(table.table) ?? table.table}
              </th>
              {shown.map(({ key }) => (
                <td key={key} className="px-3 py-1.5 text-right font-mono text-xs">
                  {formatInteger(table[key])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const COLUMNS = [
  { key: 'rows', title: 'In the archive', hint: 'Rows', always: true },
  { key: 'added', title: 'New', hint: 'Not here yet', always: true },
  { key: 'same', title: 'Here already', hint: 'The same', always: true },
  { key: 'replaced', title: 'Replaced', hint: 'Here in an older version', always: false },
  { key: 'kept', title: 'Kept', hint: 'What is here is newer, or is a setting, and stays', always: false },
  {
    key: 'dropped',
    title: 'Left out',
    hint: 'Removed from this project for good; it does not come back',
    always: false,
  },
] as const;

const WORDS: ReadonlyMap<string, string> = new Map([
  ['traces', 'Traces'],
  ['observations', 'Steps'],
  ['scores', 'Scores'],
  ['telemetry_changes', 'Changes of steps'],
  ['prompts', 'Prompts'],
  ['models', 'Models'],
  ['retention', 'Retention'],
  ['masking_rules', 'Masking rules'],
]);
