import { useSyncExternalStore } from 'react';

export type ThemeChoice = 'system' | 'light' | 'dark';

/** The person's choice of theme and how to change it. `public/theme.js` applies the same key before the first paint. */
export function useTheme(): { choice: ThemeChoice; dark: boolean; choose: (choice: ThemeChoice) => void } {
  const choice = useSyncExternalStore(subscribe, readChoice);
  const dark = useSyncExternalStore(subscribe, () => isDark(readChoice()));
  return { choice, dark, choose };
}

const KEY = 'tidemark.theme';
const listeners = new Set<() => void>();

function choose(choice: ThemeChoice): void {
  try {
    localStorage.setItem(KEY, choice);
  } catch {
    // Blocked storage: the choice holds for this page only.
    fallback = choice;
  }
  apply();
}

let fallback: ThemeChoice = 'system';

function readChoice(): ThemeChoice {
  try {
    const stored = localStorage.getItem(KEY);
    return stored === 'light' || stored === 'dark' ? stored : fallback;
  } catch {
    return fallback;
  }
}

const systemDark = (): MediaQueryList => matchMedia('(prefers-color-scheme: dark)');
const isDark = (choice: ThemeChoice): boolean => choice === 'dark' || (choice === 'system' && systemDark().matches);

function apply(): void {
  document.documentElement.dataset['theme'] = isDark(readChoice()) ? 'dark' : 'light';
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    systemDark().addEventListener('change', apply);
    addEventListener('storage', apply);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    systemDark().removeEventListener('change', apply);
    removeEventListener('storage', apply);
  };
}
