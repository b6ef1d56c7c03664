import type { BlobExportDraft } from '@tidemark/contract/blob-exports';
import { Checkbox } from '#ui/checkbox';
import { FormField } from '#ui/form-field';
import { Input } from '#ui/input';
import { Select } from '#ui/select';
import { COMPRESSIONS, FORMATS, FREQUENCIES, MODES, optionsOf } from './blob-export-words.ts';

interface WhatFieldsProps {
  draft: BlobExportDraft;
  tables: readonly { name: string; groups: readonly string[] }[];
  onChange: (changed: Partial<BlobExportDraft>) => void;
}

/** How often, since when, what, and in which form. */
export function WhatFields({ draft, tables, onChange }: WhatFieldsProps) {
  const groups = [
    ...new Set(tables.filter(({ name }) => draft.tables.includes(name)).flatMap((table) => table.groups)),
  ];
  const optional = groups.filter((group) => !ALWAYS.has(group));
  const chosen = draft.fieldGroups ?? [];
  const isOn = (group: string): boolean => chosen.length === 0 || chosen.includes(group);
  const turnGroup = (group: string): void => {
    const next = optional.filter((one) => isOn(one) !== (one === group));
    onChange({ fieldGroups: next.length === optional.length ? [] : ['core', ...next] });
  };
  const turnTable = (name: string): void =>
    onChange({
      tables: tables.map((table) => table.name).filter((one) => draft.tables.includes(one) !== (one === name)),
      fieldGroups: [],
    });
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <FormField label="How often">
          {(control) => (
            <Select
              {...control}
              value={draft.frequency}
              options={optionsOf(FREQUENCIES)}
              onChange={(frequency) => onChange({ frequency })}
            />
          )}
        </FormField>
        <FormField label="Beginning">
          {(control) => (
            <Select
              {...control}
              value={draft.mode}
              options={optionsOf(MODES)}
              onChange={(mode) => onChange({ mode })}
            />
          )}
        </FormField>
        {draft.mode === 'FROM_CUSTOM_DATE' ? (
          <FormField label="From" hint="Midnight in UTC.">
            {(control) => (
              <Input
                {...control}
                type="date"
                required
                value={draft.startAt?.slice(0, 10) ?? ''}
                onChange={(event) =>
                  onChange({ startAt: event.target.value === '' ? null : `${event.target.value}T00:00:00.000Z` })
                }
              />
            )}
          </FormField>
        ) : null}
        <FormField label="Format">
          {(control) => (
            <Select
              {...control}
              value={draft.format ?? 'parquet'}
              options={optionsOf(FORMATS)}
              onChange={(format) => onChange({ format })}
            />
          )}
        </FormField>
        {draft.format === 'parquet' ? null : (
          <FormField label="Compression">
            {(control) => (
              <Select
                {...control}
                value={draft.compression ?? 'none'}
                options={optionsOf(COMPRESSIONS)}
                onChange={(compression) => onChange({ compression })}
              />
            )}
          </FormField>
        )}
      </div>
      <Boxes
        label="Tables"
        names={tables.map(({ name }) => name)}
        isOn={(name) => draft.tables.includes(name)}
        onTurn={turnTable}
      />
      {optional.length > 0 ? (
        <Boxes label="Fields, beside the basic ones" names={optional} isOn={isOn} onTurn={turnGroup} />
      ) : null}
    </>
  );
}

/** What says which row it is, and when it was stored, is always there. */
const ALWAYS: ReadonlySet<string> = new Set(['core', 'source']);

const WORDS: Record<string, string> = {
  io: 'Input and output',
  trace: 'Of the trace',
  steps: 'Sums over steps',
  usage: 'Usage and cost',
};

interface BoxesProps {
  label: string;
  names: readonly string[];
  isOn: (name: string) => boolean;
  onTurn: (name: string) => void;
}

const Boxes = ({ label, names, isOn, onTurn }: BoxesProps) => (
  <fieldset className="flex flex-col gap-2">
    <legend className="mb-2 text-sm font-medium">{label}</legend>
    <div className="flex flex-wrap gap-x-5 gap-y-2">
      {names.map((name) => (
        <label key={name} className="flex items-center gap-2 text-base">
          <Checkbox checked={isOn(name)} onCheckedChange={() => onTurn(name)} />
          {WORDS[name] ?? name.charAt(0).toUpperCase() + name.slice(1).replaceAll(/[-_]/g, ' ')}
        </label>
      ))}
    </div>
  </fieldset>
);
