import clsx from 'clsx';
import { Check } from 'lucide-react';

/** Where one is in something that takes several steps. */
export const Stepper = ({ steps, current }: { steps: readonly string[]; current: number }) => (
  <ol aria-label="Steps" className="flex items-center gap-2 text-sm">
    {steps.map((step, index) => (
      <li
        key={step}
        aria-current={index === current ? 'step' : undefined}
        className={clsx('flex min-w-0 items-center gap-1.5', index < steps.length - 1 && 'flex-1')}
      >
        <span
          className={clsx(
            'flex size-5 shrink-0 items-center justify-center rounded-full border text-xs font-medium',
            index < current && 'border-transparent bg-accent text-accent-ink',
            index === current && 'border-accent text-accent-text',
            index > current && 'border-line-strong text-muted',
          )}
        >
          {index < current ? <Check className="size-3" strokeWidth={3} aria-label="done" role="img" /> : index + 1}
        </span>
        <span className={clsx('truncate', index === current ? 'font-medium' : 'text-muted max-sm:sr-only')}>
          {step}
        </span>
        {index < steps.length - 1 ? <span aria-hidden className="h-px min-w-3 flex-1 bg-line-strong" /> : null}
      </li>
    ))}
  </ol>
);
