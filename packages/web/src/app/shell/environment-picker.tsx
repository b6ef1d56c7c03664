import { Layers } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#ui/button';
import { Checkbox } from '#ui/checkbox';
import { Popover } from '#ui/popover';
import { useScope } from '#lib/use-scope';
import { useEnvironments } from './use-environments.ts';

export function EnvironmentPicker() {
  const { environments, setEnvironments } = useScope();
  const [open, setOpen] = useState(false);
  const known = useEnvironments();
  const all = [...new Set([...(known ?? []), ...environments])];
  const toggle = (name: string): void =>
    setEnvironments(
      environments.includes(name) ? environments.filter((each) => each !== name) : [...environments, name],
    );
  return (
    <Popover
      label="Environments"
      align="end"
      open={open}
      onOpenChange={setOpen}
      className="w-60 p-1.5!"
      trigger={
        <Button title="Environments">
          <Layers className="text-muted" aria-hidden />
          <span className="max-w-40 truncate">
            {environments.length === 0 ? 'All environments' : environments.join(', ')}
          </span>
        </Button>
      }
    >
      {all.length === 0 ? (
        <p className="px-2 py-1.5 text-sm text-muted">
          {known === null ? 'Reading…' : 'Environments appear here when events name them.'}
        </p>
      ) : null}
      <ul className="max-h-72 overflow-y-auto">
        {all.map((name) => (
          <li key={name}>
            <label className="flex h-7 cursor-pointer items-center gap-2 rounded-sm px-2 text-sm hover:bg-hover">
              <Checkbox checked={environments.includes(name)} onCheckedChange={() => toggle(name)} />
              <span className="truncate">{name}</span>
            </label>
          </li>
        ))}
      </ul>
      {environments.length === 0 ? null : (
        <Button size="sm" variant="ghost" className="mt-1 w-full" onClick={() => setEnvironments([])}>
          Show all
        </Button>
      )}
    </Popover>
  );
}
