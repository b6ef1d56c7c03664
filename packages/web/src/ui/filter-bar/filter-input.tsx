import type { Columns } from '@tidemark/contract/columns/column';
import type { Filter } from '@tidemark/contract/filter';
import clsx from 'clsx';
import { CornerDownLeft, Search } from 'lucide-react';
import { useId, useMemo, useState, type KeyboardEvent, type Ref } from 'react';
import { suggestFilter, type KnownValues, type Suggestion } from '#lib/filter-suggestions';
import { parseFilter } from '#lib/filter-text';

export interface FilterInputProps {
  columns: Columns;
  known?: KnownValues;
  onAsk?: (column: string) => void;
  placeholder: string;
  onFilter: (filter: Filter) => void;
  onSearch: (text: string) => void;
  /** Backspace in the empty field. */
  onBackspace: () => void;
  ref?: Ref<HTMLInputElement>;
}

type Choice = { kind: 'apply'; label: string } | { kind: 'search'; label: string } | Suggestion;

/** A combobox that takes a filter as text, helps to write it, and searches for anything that is not one. */
export function FilterInput({
  columns,
  known,
  onAsk,
  placeholder,
  onFilter,
  onSearch,
  onBackspace,
  ref,
}: FilterInputProps) {
  const [draft, setDraft] = useState('');
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const [problem, setProblem] = useState<string | null>(null);
  const listId = useId();
  const choices = useMemo(() => listChoices(draft, columns, known), [draft, columns, known]);
  const change = (text: string): void => {
    setDraft(text);
    setAt(0);
    setProblem(null);
    setOpen(true);
    const asked = /(\w+)\s+\S+/.exec(text)?.[1];
    if (asked !== undefined) onAsk?.(asked);
  };
  const finish = (): void => {
    change('');
    setOpen(false);
  };
  const apply = (text: string): void => {
    const parsed = parseFilter(text, columns);
    if (!parsed.ok) return setProblem(parsed.message);
    if (parsed.filter !== null) onFilter(parsed.filter);
    finish();
  };
  const pick = (choice: Choice): void => {
    if (choice.kind === 'apply') return apply(draft);
    if (choice.kind === 'search') {
      onSearch(draft.trim());
      return finish();
    }
    if (choice.complete) apply(choice.text);
    else change(choice.text);
  };
  const onKey = (event: KeyboardEvent<HTMLInputElement>): void => {
    const chosen = open ? choices[at] : undefined;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setOpen(true);
      if (choices.length > 0) setAt((at + (event.key === 'ArrowDown' ? 1 : choices.length - 1)) % choices.length);
    } else if (event.key === 'Enter' || (event.key === 'Tab' && chosen !== undefined && draft !== '')) {
      if (draft.trim() === '' && (chosen === undefined || at === 0)) return;
      event.preventDefault();
      if (chosen !== undefined) pick(chosen);
      else apply(draft);
    } else if (event.key === 'Backspace' && draft === '') onBackspace();
    else if (event.key === 'Escape') {
      event.preventDefault();
      if (open && draft !== '') setOpen(false);
      else event.currentTarget.blur();
    }
  };
  return (
    <span className="relative min-w-40 flex-1">
      <input
        ref={ref}
        role="combobox"
        aria-label="Filter or search"
        aria-expanded={open}
        aria-controls={listId}
        aria-activedescendant={open && choices[at] !== undefined ? `${listId}-${at}` : undefined}
        aria-invalid={problem !== null || undefined}
        autoComplete="off"
        spellCheck={false}
        placeholder={placeholder}
        value={draft}
        onChange={(event) => change(event.target.value)}
        onFocus={() => setOpen(true)}
        onClick={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKey}
        className="h-6 w-full bg-transparent px-0.5 text-sm outline-none placeholder:text-faint"
      />
      {open ? (
        <ChoiceList id={listId} choices={choices} at={at} problem={problem} onPick={pick} onHover={setAt} />
      ) : null}
    </span>
  );
}

/** What enter does stands first: applying a finished filter, else the best continuation, else searching. */
function listChoices(draft: string, columns: Columns, known: KnownValues | undefined): Choice[] {
  const text = draft.trim();
  const suggestions = suggestFilter(draft.trimStart(), columns, known).slice(0, 60);
  if (text === '') return suggestions;
  const parsed = parseFilter(text, columns);
  const search: Choice = { kind: 'search', label: text };
  const starts =
    suggestions[0] !== undefined &&
    (suggestions[0].kind !== 'column' || suggestions[0].label.toLowerCase().startsWith(text.toLowerCase()));
  if (parsed.ok) return [{ kind: 'apply', label: text }, ...suggestions.filter((each) => each.label !== text)];
  // A condition with a mistake is told what is wrong with it; searching for its text is the second choice.
  if (isCondition(text, columns)) return [...suggestions, { kind: 'apply', label: text }, search];
  return starts ? [...suggestions, search] : [search, ...suggestions];
}

const COMPARISON =
  /^\(*\s*(?:not\s+\(*)?(\w+)(?:\.\S+)?\s*(?:[=<>]|!=|\b(?:is|in|contains|does|starts|ends|matches|any|none|all)\b)/i;

/** Whether a text names a column and compares it, however wrong the rest may be. */
function isCondition(text: string, columns: Columns): boolean {
  const name = COMPARISON.exec(text)?.[1]?.toLowerCase();
  return name !== undefined && Object.keys(columns).some((column) => column.toLowerCase() === name);
}

interface ChoiceListProps {
  id: string;
  choices: readonly Choice[];
  at: number;
  problem: string | null;
  onPick: (choice: Choice) => void;
  onHover: (at: number) => void;
}

function ChoiceList({ id, choices, at, problem, onPick, onHover }: ChoiceListProps) {
  return (
    <div className="float-in absolute top-full left-0 z-30 mt-1.5 w-[min(420px,calc(100vw-48px))] overflow-hidden rounded border border-line bg-raised shadow-float">
      {problem === null ? null : <p className="border-b border-line px-3 py-1.5 text-sm text-error-text">{problem}</p>}
      <ul id={id} role="listbox" aria-label="Suggestions" className="max-h-72 overflow-y-auto p-1">
        {choices.map((choice, index) => (
          <li
            key={`${choice.kind} ${choice.label}`}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            ref={(element) => {
              if (index === at) element?.scrollIntoView({ block: 'nearest' });
            }}
            onPointerMove={() => onHover(index)}
            onPointerDown={(event) => {
              event.preventDefault();
              onPick(choice);
            }}
            className={clsx(
              'flex h-7 cursor-pointer items-center gap-2 rounded-sm px-2 text-sm',
              index === at && 'bg-hover',
            )}
          >
            <ChoiceText choice={choice} />
          </li>
        ))}
      </ul>
      <p className="border-t border-line px-3 py-1.5 text-xs text-faint">
        <code className="font-mono">level is error</code> · <code className="font-mono">metadata.region = eu</code> ·{' '}
        <code className="font-mono">latency &gt; 2s or not (…)</code>
      </p>
    </div>
  );
}

function ChoiceText({ choice }: { choice: Choice }) {
  if (choice.kind === 'apply') {
    return (
      <>
        <CornerDownLeft className="size-4 shrink-0 text-accent-text" aria-hidden />
        <span className="min-w-0 truncate">
          Apply <code className="font-mono text-xs">{choice.label}</code>
        </span>
      </>
    );
  }
  if (choice.kind === 'search') {
    return (
      <>
        <Search className="size-4 shrink-0 text-accent-text" aria-hidden />
        <span className="min-w-0 truncate">Search texts for “{choice.label}”</span>
      </>
    );
  }
  return (
    <>
      <span className="shrink-0 font-mono text-xs">{choice.label}</span>
      <span className="min-w-0 flex-1 truncate text-right text-xs text-faint">{choice.detail}</span>
    </>
  );
}
