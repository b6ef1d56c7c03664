import { Check, Copy, type LucideIcon } from 'lucide-react';
import { useEffect, useState } from 'react';
import { copyText } from '#lib/copy-text';
import { IconButton } from './icon-button.tsx';

export interface CopyButtonProps {
  text: string | (() => string);
  label?: string;
  /** Tells two copy buttons of one line apart. */
  icon?: LucideIcon;
  size?: 'sm' | 'md';
  className?: string;
}

export function CopyButton({ text, label = 'Copy', icon = Copy, size = 'sm', className }: CopyButtonProps) {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle');
  useEffect(() => {
    if (state === 'idle') return;
    const timer = setTimeout(() => setState('idle'), 1600);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = async (): Promise<void> => {
    const done = await copyText(typeof text === 'function' ? text() : text);
    setState(done ? 'copied' : 'refused');
  };
  return (
    <IconButton
      icon={state === 'copied' ? Check : icon}
      label={
        state === 'copied' ? 'Copied' : state === 'refused' ? 'The browser refused; select and copy by hand' : label
      }
      size={size}
      className={className}
      onClick={(event) => {
        event.stopPropagation();
        void copy();
      }}
    />
  );
}
