import { useEffect, useRef } from 'react';

/** A key or a sequence of two: `j`, `?`, `mod+k`, `g t`. `mod` is ⌘ on a Mac and Ctrl elsewhere. */
export type Shortcut = string;
export type Shortcuts = Readonly<Record<Shortcut, (event: KeyboardEvent) => void>>;

/**
 * Listens for shortcuts while mounted. Plain keys are ignored while the person types in a field; combinations with
 * `mod` and `escape` are not. A sequence's second key must follow within a second.
 */
export function useShortcuts(shortcuts: Shortcuts, enabled = true): void {
  const current = useRef(shortcuts);
  current.current = shortcuts;
  useEffect(() => {
    if (!enabled) return;
    let first: { key: string; at: number } | null = null;
    const onKey = (event: KeyboardEvent): void => {
      const key = nameKey(event);
      if (key === null || event.defaultPrevented || (isTyping(event) && !key.startsWith('mod+'))) return;
      const pair = first !== null && event.timeStamp - first.at < SEQUENCE_MS ? `${first.key} ${key}` : null;
      first = { key, at: event.timeStamp };
      const run = (pair !== null ? current.current[pair] : undefined) ?? current.current[key];
      if (run === undefined) return;
      event.preventDefault();
      first = null;
      run(event);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [enabled]);
}

const SEQUENCE_MS = 1000;

/** The name of a pressed key as `Shortcut` writes it; null for a modifier alone or while text is being composed. */
export function nameKey(
  event: Pick<KeyboardEvent, 'key' | 'metaKey' | 'ctrlKey' | 'altKey' | 'isComposing'>,
): string | null {
  if (event.isComposing || ['Shift', 'Meta', 'Control', 'Alt', 'Dead'].includes(event.key)) return null;
  if (event.altKey) return null;
  const key = event.key === ' ' ? 'space' : event.key.length === 1 ? event.key.toLowerCase() : event.key.toLowerCase();
  return event.metaKey || event.ctrlKey ? `mod+${key}` : key;
}

function isTyping(event: KeyboardEvent): boolean {
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)) return true;
  // Menus and listboxes search by typing; their letters are theirs.
  return target.closest('[role="menu"],[role="listbox"],[role="dialog"][data-modal]') !== null;
}

/** How this machine writes a shortcut: `⌘K` or `Ctrl K`. */
export function showShortcut(shortcut: Shortcut): string[] {
  const mac = typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.platform);
  return shortcut.split(' ').flatMap((step) =>
    step.split('+').map((part) => {
      if (part === 'mod') return mac ? '⌘' : 'Ctrl';
      return NAMES[part] ?? part.toUpperCase();
    }),
  );
}

const NAMES: Record<string, string> = {
  escape: 'Esc',
  enter: '↵',
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
  '?': '?',
};
