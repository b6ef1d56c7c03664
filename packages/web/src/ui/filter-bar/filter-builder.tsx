import type { Columns } from '@tidemark/contract/columns/column';
import type { Condition, Filter } from '@tidemark/contract/filter';
import { FolderPlus, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#ui/button';
import { Dialog } from '#ui/dialog';
import { IconButton } from '#ui/icon-button';
import { Segmented } from '#ui/segmented';
import { draftOf, readDraft, startDraft, type ConditionDraft } from '#lib/condition-draft';
import type { KnownValues } from '#lib/filter-suggestions';
import { fromGroup, isGroup, toGroup, type FilterGroup } from '#lib/filter-tree';
import { ConditionFields } from './condition-fields.tsx';

export interface FilterBuilderProps {
  columns: Columns;
  filter: Filter | null;
  known?: KnownValues;
  onApply: (filter: Filter | null) => void;
  onClose: () => void;
}

/** A filter with nested groups, built by picking. */
export function FilterBuilder({ columns, filter, known, onApply, onClose }: FilterBuilderProps) {
  const [root, setRoot] = useState<DraftGroup>(() => toDrafts(toGroup(filter), columns));
  const read = readGroup(root, columns);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Build a filter"
      size="lg"
      footer={
        <>
          <span className="mr-auto self-center text-sm text-error-text">{read.ok ? '' : read.message}</span>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            disabled={!read.ok}
            onClick={() => read.ok && onApply(read.group === null ? null : fromGroup(read.group))}
          >
            Apply
          </Button>
        </>
      }
    >
      <GroupFields
        group={root}
        columns={columns}
        onChange={setRoot}
        depth={0}
        {...(known === undefined ? {} : { known })}
      />
    </Dialog>
  );
}

interface DraftGroup {
  id: number;
  mode: FilterGroup['mode'];
  parts: (DraftGroup | DraftRow)[];
}
interface DraftRow {
  id: number;
  draft: ConditionDraft;
}

let lastId = 0;
const nextId = (): number => ++lastId;
const isDraftGroup = (part: DraftGroup | DraftRow): part is DraftGroup => 'mode' in part;

function toDrafts(group: FilterGroup, columns: Columns): DraftGroup {
  const parts = group.parts.map((part): DraftGroup | DraftRow =>
    isGroup(part) ? toDrafts(part, columns) : { id: nextId(), draft: draftOf(part) },
  );
  return { id: nextId(), mode: group.mode, parts: parts.length === 0 ? [newRow(columns)] : parts };
}

const firstColumn = (columns: Columns): string =>
  Object.keys(columns).find((name) => columns[name]?.filterable === true && columns[name].kind === 'string') ??
  Object.keys(columns)[0] ??
  '';
const newRow = (columns: Columns): DraftRow => ({ id: nextId(), draft: startDraft(firstColumn(columns), columns) });

type ReadGroup = { ok: true; group: FilterGroup | null } | { ok: false; message: string };

/** A single untouched row means no filter; any other unfinished row is a problem to be mended. */
function readGroup(group: DraftGroup, columns: Columns): ReadGroup {
  const [only] = group.parts;
  if (
    group.parts.length === 1 &&
    only !== undefined &&
    !isDraftGroup(only) &&
    only.draft.values.length === 0 &&
    !only.draft.op.startsWith('is ')
  )
    return { ok: true, group: null };
  const parts: (Condition | FilterGroup)[] = [];
  for (const part of group.parts) {
    if (isDraftGroup(part)) {
      const read = readGroup(part, columns);
      if (!read.ok) return read;
      if (read.group !== null) parts.push(read.group);
      continue;
    }
    const read = readDraft(part.draft, columns);
    if (!read.ok)
      return { ok: false, message: `${columns[part.draft.column]?.label ?? 'A condition'}: ${read.message}` };
    parts.push(read.condition);
  }
  return { ok: true, group: { mode: group.mode, parts } };
}

interface GroupFieldsProps {
  group: DraftGroup;
  columns: Columns;
  known?: KnownValues;
  depth: number;
  onChange: (group: DraftGroup) => void;
  onRemove?: () => void;
}

function GroupFields({ group, columns, known, depth, onChange, onRemove }: GroupFieldsProps) {
  const replace = (id: number, next: DraftGroup | DraftRow | null): void =>
    onChange({
      ...group,
      parts: group.parts.flatMap((part) => (part.id === id ? (next === null ? [] : [next]) : [part])),
    });
  const rest = known === undefined ? {} : { known };
  return (
    <div className={depth === 0 ? '' : 'rounded border border-line bg-canvas p-2.5'}>
      <div className="mb-2 flex items-center gap-2">
        <Segmented
          label="How the conditions combine"
          value={group.mode}
          onChange={(mode) => onChange({ ...group, mode })}
          options={MODES}
        />
        <span className="flex-1 text-sm text-muted">of these hold</span>
        {onRemove === undefined ? null : (
          <IconButton icon={Trash2} label="Remove the group" size="sm" onClick={onRemove} />
        )}
      </div>
      <div className="flex flex-col gap-2">
        {group.parts.map((part) =>
          isDraftGroup(part) ? (
            <GroupFields
              key={part.id}
              group={part}
              columns={columns}
              depth={depth + 1}
              onChange={(next) => replace(part.id, next)}
              onRemove={() => replace(part.id, null)}
              {...rest}
            />
          ) : (
            <div key={part.id} className="flex items-start gap-1">
              <ConditionFields
                draft={part.draft}
                columns={columns}
                onChange={(draft) => replace(part.id, { ...part, draft })}
                {...rest}
              />
              <IconButton icon={Trash2} label="Remove the condition" onClick={() => replace(part.id, null)} />
            </div>
          ),
        )}
      </div>
      <div className="mt-2 flex gap-1">
        <Button
          size="sm"
          variant="ghost"
          onClick={() => onChange({ ...group, parts: [...group.parts, newRow(columns)] })}
        >
          <Plus aria-hidden /> Condition
        </Button>
        {depth < 6 ? (
          <Button
            size="sm"
            variant="ghost"
            onClick={() =>
              onChange({ ...group, parts: [...group.parts, { id: nextId(), mode: 'any', parts: [newRow(columns)] }] })
            }
          >
            <FolderPlus aria-hidden /> Group
          </Button>
        ) : null}
      </div>
    </div>
  );
}

const MODES = [
  { value: 'all', label: 'All' },
  { value: 'any', label: 'Any' },
  { value: 'none', label: 'None' },
] as const;
