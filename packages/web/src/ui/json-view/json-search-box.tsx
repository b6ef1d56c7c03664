import { ArrowDown, ArrowUp, Search } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '../icon-button.tsx';
import { Input } from '../input.tsx';

export interface JsonSearchProps {
  value: string;
  onChange: (value: string) => void;
  matches: readonly string[];
  activeId: string | null;
  onGo: (id: string) => void;
}

/** Search within one JSON value: closed it is an icon; enter and shift+enter step through the places found. */
export function JsonSearch({ value, onChange, matches, activeId, onGo }: JsonSearchProps) {
  const [open, setOpen] = useState(false);
  if (!open) return <IconButton icon={Search} label="Search in this value" size="sm" onClick={() => setOpen(true)} />;
  const at = activeId === null ? -1 : matches.indexOf(activeId);
  const step = (by: number): void => {
    const from = at < 0 && by < 0 ? 0 : at;
    const next = matches[(from + by + matches.length) % matches.length];
    if (next !== undefined) onGo(next);
  };
  return (
    <span className="flex items-center gap-0.5">
      <Input
        autoFocus
        aria-label="Search in this value"
        placeholder="Keys and values"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === 'Enter') step(event.shiftKey ? -1 : 1);
          if (event.key !== 'Escape') return;
          onChange('');
          setOpen(false);
        }}
        className="!h-6 !w-40 !text-sm"
      />
      <span className="min-w-12 text-center text-xs text-muted" aria-live="polite">
        {value === '' ? '' : matches.length === 0 ? 'none' : `${at + 1}/${matches.length}`}
      </span>
      <IconButton
        icon={ArrowUp}
        label="Previous match"
        size="sm"
        disabled={matches.length === 0}
        onClick={() => step(-1)}
      />
      <IconButton
        icon={ArrowDown}
        label="Next match"
        size="sm"
        disabled={matches.length === 0}
        onClick={() => step(1)}
      />
    </span>
  );
}
