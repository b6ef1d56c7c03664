import type { Level } from '@tidemark/contract/telemetry';
import clsx from 'clsx';
import { LEVEL_LOOKS } from '#ui/level-dot';
import { FoldedText } from '#ui/plain-view';

/** Level and message of a step that was not ordinary; nothing for the default level without a message. */
export function StatusBanner({ level, message, search }: { level: Level; message: string | null; search: string }) {
  if (level === 'DEFAULT' && message === null) return null;
  const look = level === 'DEFAULT' ? null : LEVEL_LOOKS[level];
  const Icon = look?.icon;
  return (
    <div role={level === 'ERROR' ? 'alert' : undefined} className={clsx('rounded border px-3 py-2', BOXES[level])}>
      {look === null || Icon === undefined ? null : (
        <p className={clsx('flex items-center gap-1.5 text-sm font-semibold', look.color)}>
          <Icon className="size-4" aria-hidden /> {look.label}
        </p>
      )}
      {message === null ? (
        <p className="text-sm text-muted">The step gave no message.</p>
      ) : (
        <div className="mt-0.5">
          <FoldedText text={message} limit={1200} search={search} />
        </div>
      )}
    </div>
  );
}

const BOXES = {
  ERROR: 'border-error/40 bg-error-soft',
  WARNING: 'border-warning/45 bg-warning-soft',
  DEBUG: 'border-line bg-sunken',
  DEFAULT: 'border-line bg-sunken',
} as const satisfies Record<Level, string>;
