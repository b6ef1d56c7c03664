import type { Columns } from '@tidemark/contract/columns/column';
import type { Filter } from '@tidemark/contract/filter';
import { ListFilter, SlidersHorizontal, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { IconButton } from '#ui/icon-button';
import type { KnownValues } from '#lib/filter-suggestions';
import { joinConditions, printFilter, topConditions } from '#lib/filter-text';
import { useShortcuts } from '#lib/keyboard';
import type { ListStateHandle } from '#lib/use-list-state';
import { FilterBuilder } from './filter-builder.tsx';
import { FilterChip, SearchChip } from './filter-chip.tsx';
import { FilterInput } from './filter-input.tsx';

export interface FilterBarProps {
  columns: Columns;
  state: ListStateHandle;
  /** Names the list for the placeholder: `traces`. */
  noun: string;
  /** Values seen lately, offered while typing. */
  known?: KnownValues;
  /** Called when a column's values are about to be needed, so that they can be read then and not before. */
  onAsk?: (column: string) => void;
}

/** Filter and text search as tokens: typed or picked, all of it in the URL. */
export function FilterBar({ columns, state, noun, known, onAsk }: FilterBarProps) {
  const [building, setBuilding] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const parts = topConditions(state.filter);
  const setParts = (next: readonly Filter[]): void => state.set({ filter: joinConditions(next) });
  const focus = (): void => input.current?.focus();
  useShortcuts({ f: focus, '/': focus });
  const empty = parts.length === 0 && state.search === '' && state.filterProblem === null;
  return (
    <div className="flex min-w-0 flex-1 items-start gap-1">
      <div className="flex min-h-8 min-w-0 flex-1 flex-wrap items-center gap-1 rounded border border-control bg-surface py-[3px] pr-1 pl-2 focus-within:border-accent focus-within:outline-2 focus-within:outline-accent">
        <ListFilter className="mr-1 size-4 shrink-0 text-muted" aria-hidden />
        {state.filterProblem === null ? null : (
          <span role="alert" className="rounded-sm bg-error-soft px-1.5 text-sm text-error-text">
            The address holds a filter that cannot be read: {state.filterProblem}
          </span>
        )}
        {state.search === '' ? null : <SearchChip text={state.search} onRemove={() => state.set({ search: '' })} />}
        {parts.map((part, index) => (
          <FilterChip
            key={`${index} ${printFilter(part)}`}
            filter={part}
            columns={columns}
            {...(known === undefined ? {} : { known })}
            onChange={(changed) => setParts(parts.with(index, changed))}
            onRemove={() => setParts(parts.toSpliced(index, 1))}
            onBuild={() => setBuilding(true)}
          />
        ))}
        <FilterInput
          ref={input}
          columns={columns}
          {...(known === undefined ? {} : { known })}
          {...(onAsk === undefined ? {} : { onAsk })}
          placeholder={empty ? `Filter or search ${noun}…` : ''}
          onFilter={(filter) => setParts([...parts, ...('and' in filter ? filter.and : [filter])])}
          onSearch={(search) => state.set({ search })}
          onBackspace={() =>
            parts.length > 0 ? setParts(parts.slice(0, -1)) : state.set({ search: '', filter: null })
          }
        />
        {empty ? null : (
          <IconButton
            icon={X}
            label="Clear the filter"
            size="sm"
            onClick={() => state.set({ filter: null, search: '' })}
          />
        )}
      </div>
      <IconButton icon={SlidersHorizontal} label="Build a filter with groups" onClick={() => setBuilding(true)} />
      {building ? (
        <FilterBuilder
          columns={columns}
          filter={state.filter}
          {...(known === undefined ? {} : { known })}
          onClose={() => setBuilding(false)}
          onApply={(filter) => {
            state.set({ filter });
            setBuilding(false);
          }}
        />
      ) : null}
    </div>
  );
}
