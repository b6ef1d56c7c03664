import { CircleAlert } from 'lucide-react';
import type { DeletionReason } from './deletion-flow.ts';

/** Everything that stands in the way, at once; nothing when there is nothing. */
export function DeletionReasons({ noun, reasons }: { noun: string; reasons: readonly DeletionReason[] }) {
  if (reasons.length === 0) return null;
  return (
    <section
      role="alert"
      aria-label="What stands in the way"
      className="rounded border border-error/35 bg-error-soft px-3 py-2 text-sm text-error-text"
    >
      <h3 className="font-semibold">This {noun} cannot be deleted now</h3>
      <ul className="mt-1 flex flex-col gap-1.5">
        {reasons.map(({ code, message, advice }) => (
          <li key={`${code} ${message}`} className="flex gap-1.5">
            <CircleAlert className="mt-px size-4 shrink-0" aria-hidden />
            <span>
              {message}. {advice}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
