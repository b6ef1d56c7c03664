import type { Columns } from '@tidemark/contract/columns/column';
import { Columns3, GripVertical } from 'lucide-react';
import { useId, useState } from 'react';
import { Button } from '#ui/button';
import { Checkbox } from '#ui/checkbox';
import { Input } from '#ui/input';
import { Popover } from '#ui/popover';
import type { TableLayout } from './use-table-layout.ts';

export function ColumnChooser({ columns, layout }: { columns: Columns; layout: TableLayout }) {
  const [query, setQuery] = useState('');
  const shownNames = new Set(layout.shown.map(({ name }) => name));
  const matches = (name: string): boolean => (columns[name]?.label ?? name).toLowerCase().includes(query.toLowerCase());
  const hidden = Object.keys(columns).filter((name) => !shownNames.has(name));
  return (
    <Popover
      label="Columns"
      align="end"
      className="w-72 p-0!"
      trigger={
        <Button size="sm" variant="ghost" title="Columns">
          <Columns3 aria-hidden /> <span className="max-md:sr-only">Columns</span>
        </Button>
      }
    >
      <div className="border-b border-line p-2">
        <Input
          aria-label="Find a column"
          placeholder="Find a column"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
      </div>
      <ul className="max-h-96 overflow-y-auto p-1">
        {layout.shown.map(({ name }) =>
          matches(name) ? <ChoiceRow key={name} name={name} columns={columns} layout={layout} shown /> : null,
        )}
        {hidden.map((name) =>
          matches(name) ? <ChoiceRow key={name} name={name} columns={columns} layout={layout} shown={false} /> : null,
        )}
      </ul>
      <div className="flex justify-between border-t border-line p-2">
        <span className="px-1 py-1 text-xs text-muted">{layout.shown.length} shown; drag to reorder</span>
        <Button size="sm" variant="ghost" disabled={!layout.changed} onClick={layout.reset}>
          Reset
        </Button>
      </div>
    </Popover>
  );
}

function ChoiceRow({
  name,
  columns,
  layout,
  shown,
}: {
  name: string;
  columns: Columns;
  layout: TableLayout;
  shown: boolean;
}) {
  const id = useId();
  const column = columns[name];
  const step = (by: number): void => {
    const names = layout.shown.map((each) => each.name);
    const at = names.indexOf(name) + by;
    if (at >= 0 && at < names.length) layout.move(name, by > 0 ? (names[at + 1] ?? null) : (names[at] ?? null));
  };
  return (
    <li
      className="flex min-h-7 items-center gap-2 rounded-sm px-2 hover:bg-hover"
      draggable={shown}
      onDragStart={(event) => event.dataTransfer.setData('text/tidemark-column', name)}
      onDragOver={(event) => shown && event.preventDefault()}
      onDrop={(event) => layout.move(event.dataTransfer.getData('text/tidemark-column'), name)}
    >
      <Checkbox id={id} checked={shown} onCheckedChange={() => layout.toggle(name)} />
      <label htmlFor={id} className="min-w-0 flex-1 truncate py-1 text-sm" title={column?.description}>
        {column?.label ?? name}
      </label>
      {shown ? (
        <button
          type="button"
          aria-label={`Move ${column?.label ?? name}: arrow up or down`}
          className="cursor-grab rounded-sm text-faint"
          onKeyDown={(event) => {
            if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
            event.preventDefault();
            step(event.key === 'ArrowUp' ? -1 : 1);
          }}
        >
          <GripVertical className="size-4" aria-hidden />
        </button>
      ) : null}
    </li>
  );
}
