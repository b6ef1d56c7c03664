import type { Level } from '@tidemark/contract/telemetry';
import clsx from 'clsx';
import { CircleX, Bug, TriangleAlert, type LucideIcon } from 'lucide-react';

/** Severity as icon, colour and word; the default level stays silent so that the others are seen. */
export function LevelDot({ level, bare = false }: { level: Level | null | undefined; bare?: boolean }) {
  if (level === null || level === undefined || level === 'DEFAULT') return null;
  const { label, icon: Icon, color } = LEVEL_LOOKS[level];
  return (
    <span className={clsx('inline-flex items-center gap-1', color)} title={bare ? label : undefined}>
      <Icon className="size-3.5 shrink-0" aria-hidden={!bare} aria-label={bare ? label : undefined} />
      {bare ? null : label}
    </span>
  );
}

export const LEVEL_LOOKS = {
  ERROR: { label: 'Error', icon: CircleX, color: 'text-error-text' },
  WARNING: { label: 'Warning', icon: TriangleAlert, color: 'text-warning-text' },
  DEBUG: { label: 'Debug', icon: Bug, color: 'text-faint' },
} as const satisfies Record<Exclude<Level, 'DEFAULT'>, { label: string; icon: LucideIcon; color: string }>;
