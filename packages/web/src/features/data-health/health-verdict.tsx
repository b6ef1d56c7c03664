import type { IngestionStatus } from '@tidemark/contract/rest/ingestion-status';
import clsx from 'clsx';
import { CircleCheck, Clock, TriangleAlert, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatDuration, formatInteger } from '#lib/format';
import { isLate } from '#lib/late-data';
import { Skeleton } from '#ui/skeleton';

export interface HealthVerdictProps {
  status: IngestionStatus | undefined;
  /** The latest asking failed: what is shown is of before. */
  unread: boolean;
}

/** The page in one sentence. */
export function HealthVerdict({ status, unread }: HealthVerdictProps) {
  if (status === undefined) return <Skeleton className="h-11 w-full" />;
  if (unread)
    return (
      <Verdict icon={TriangleAlert} tone="warning" title="The server does not answer at the moment">
        What is shown is from before. It is asked again every few seconds.
      </Verdict>
    );
  if (isLate(status))
    return (
      <Verdict icon={Clock} tone="warning" title={`Late by ${formatDuration(status.lagSeconds * 1000)}`}>
        {formatInteger(status.waitingEvents)} events are safely kept and wait for the store. Nothing has to be sent
        again.
      </Verdict>
    );
  if (status.deadLetters > 0)
    return (
      <Verdict
        icon={TriangleAlert}
        tone="error"
        title={`${formatInteger(status.deadLetters)} dead letters need a look`}
      >
        The store refused them. Everything else that was accepted can be read.
      </Verdict>
    );
  return (
    <Verdict icon={CircleCheck} tone="success" title="All is well">
      Everything that was accepted can be read.
      {status.lastDay.refused > 0
        ? ` ${formatInteger(status.lastDay.refused)} events of the last day were refused when they were sent; the reasons are below.`
        : ''}
    </Verdict>
  );
}

const TONES = {
  success: 'bg-success-soft text-success-text',
  warning: 'bg-warning-soft text-warning-text',
  error: 'bg-error-soft text-error-text',
} as const;

function Verdict(props: { icon: LucideIcon; tone: keyof typeof TONES; title: string; children: ReactNode }) {
  const { icon: Icon, tone, title, children } = props;
  return (
    <p
      role="status"
      className={clsx('flex flex-wrap items-center gap-x-2 gap-y-0.5 rounded px-4 py-2.5 text-base', TONES[tone])}
    >
      <Icon className="size-4 shrink-0" aria-hidden />
      <span className="font-semibold">{title}</span>
      <span className="max-md:w-full">{children}</span>
    </p>
  );
}
