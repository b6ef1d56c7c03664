import { useEffect, useRef } from 'react';

/** A key or a sequence of two: `j`, `?`, `mod+k`, `g t`. `mod` is ⌘ on a Mac and Ctrl elsewhere. */
export type Shortcut = string;
export type Shortcuts = Readonly<Record<Shortcut, (event: KeyboardEvent) => void>>;

/**
 * Listens for shortcuts while mounted. The component mounted last wins, and a finished sequence wins over its second
 * key alone. Plain keys are left to fields, menus and dialogs; combinations with `mod` are not.
 */
export function useShortcuts(shortcuts: Shortcuts, enabled = true): void {
  const current = useRef(shortcuts);
  current.current = shortcuts;
  useEffect(() => {
    if (!enabled) return;
    const layer = (): Shortcuts => current.current;
    if (layers.length === 0) addEventListener('keydown', dispatch);
    layers.push(layer);
    return () => {
      layers.splice(layers.indexOf(layer), 1);
      if (layers.length === 0) removeEventListener('keydown', dispatch);
    };
  }, [enabled]);
}

const SEQUENCE_MS = 1000;
const layers: (() => Shortcuts)[] = [];
let first: { key: string; at: number } | null = null;

function dispatch(event: KeyboardEvent): void {
  const key = nameKey(event);
  if (key === null || event.defaultPrevented || belongsToTarget(key, event.target)) return;
  const pair = first !== null && event.timeStamp - first.at < SEQUENCE_MS ? `${first.key} ${key}` : null;
  const run = (pair === null ? undefined : find(pair)) ?? find(key);
  first = run === undefined ? { key, at: event.timeStamp } : null;
  if (run === undefined) return;
  event.preventDefault();
  run(event);
}

function find(shortcut: Shortcut): ((event: KeyboardEvent) => void) | undefined {
  for (const layer of layers.toReversed()) {
    const run = layer()[shortcut];
    if (run !== undefined) return run;
  }
  return undefined;
}

/** The name of a pressed key as `Shortcut` writes it; null for a modifier alone or while text is being composed. */
export function nameKey(
  event: Pick<KeyboardEvent, 'key' | 'metaKey' | 'ctrlKey' | 'altKey' | 'isComposing'>,
): string | null {
  if (event.isComposing || event.altKey || ['Shift', 'Meta', 'Control', 'Dead'].includes(event.key)) return null;
  const key = event.key === ' ' ? 'space' : event.key.toLowerCase();
  return event.metaKey || event.ctrlKey ? `mod+${key}` : key;
}

const OWN_KEYS = new Set(['enter', 'space', 'arrowup', 'arrowdown', 'arrowleft', 'arrowright']);

function belongsToTarget(key: string, target: EventTarget | null): boolean {
  if (key.startsWith('mod+') || !(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)) return true;
  // Menus and lists search by typing, dialogs are a world of their own, and a focused button takes its own enter.
  if (target.closest('[role="menu"],[role="listbox"],[data-modal]') !== null) return true;
  return (
    OWN_KEYS.has(key) &&
    target.closest('button,a,[role="separator"],[role="tab"],[role="radio"],[role="slider"]') !== null
  );
}

/** How this machine writes a shortcut: `⌘K` or `Ctrl K`. */
export function showShortcut(shortcut: Shortcut): string[] {
  const mac = typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.platform);
  return shortcut.split(' ').flatMap((step) =>
    step.split('+').map((part) => {
      if (part === 'mod') return mac ? '⌘' : 'Ctrl';
      return NAMES.get(part) ?? part.toUpperCase();
    }),
  );
}

const NAMES: ReadonlyMap<string, string> = new Map([
  ['escape', 'Esc'],
  ['enter', '↵'],
  ['arrowup', '↑'],
  ['arrowdown', '↓'],
  ['arrowleft', '←'],
  ['arrowright', '→'],
]);
