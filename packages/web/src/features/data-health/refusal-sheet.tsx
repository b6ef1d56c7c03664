import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { formatBytes } from '#lib/format';
import { useProject } from '#lib/session';
import { useTRPC } from '#lib/trpc';
import { Loaded } from '#ui/loaded';
import { IconButton } from '#ui/icon-button';
import { PayloadView } from '#ui/payload-view/payload-view';
import { RelativeTime } from '#ui/relative-time';
import { Sheet } from '#ui/sheet';
import { Skeleton } from '#ui/skeleton';
import { reasonInWords } from './reason-in-words.ts';

export interface RefusalSheetProps {
  /** Null while none is open. */
  reason: string | null;
  onClose: () => void;
}

/** Why something is refused: the latest of it as it came, from whom, and what to change. */
export function RefusalSheet({ reason, onClose }: RefusalSheetProps) {
  return (
    <Sheet open={reason !== null} onOpenChange={(open) => !open && onClose()} title="Refused">
      {reason === null ? null : <Samples reason={reason} onClose={onClose} />}
    </Sheet>
  );
}

function Samples({ reason, onClose }: { reason: string; onClose: () => void }) {
  const trpc = useTRPC();
  const { id: projectId } = useProject();
  const samples = useQuery(trpc.ingestion.refusals.samples.queryOptions({ projectId, reason }));
  return (
    <>
      <header className="flex min-h-(--topbar) shrink-0 items-center gap-2 border-b border-line px-4 py-2">
        <h2 className="min-w-0 flex-1 text-base font-semibold break-words">{reasonInWords(reason)}</h2>
        <IconButton icon={X} label="Close" onClick={onClose} />
      </header>
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-4">
        <Loaded query={samples} problem="The samples could not be read" skeleton={<Skeleton className="h-40" />}>
          {(data) => (
            <>
              <section aria-label="What to do" className="rounded bg-accent-soft px-3 py-2 text-base text-accent-text">
                {data.advice}
              </section>
              {data.samples.length === 0 ? (
                <p className="text-base text-muted">
                  Nothing of it is kept any more. The latest three of a reason are, for a week.
                </p>
              ) : null}
              {data.samples.map((sample) => (
                <Sample key={sample.id} sample={sample} reason={reason} />
              ))}
            </>
          )}
        </Loaded>
      </div>
    </>
  );
}

interface SampleProps {
  /** Said at the top; a sample repeats it only when it has more to say. */
  reason: string;
  sample: {
    at: string;
    form: 'event' | 'span' | 'request';
    detail: string;
    sample: string;
    isCut: boolean;
    requestBytes: number;
    publicKey: string;
    sdk: string;
  };
}

function Sample({ sample, reason }: SampleProps) {
  const { at, form, detail, publicKey, sdk, requestBytes, isCut } = sample;
  return (
    <article className="rounded border border-line">
      <header className="flex flex-col gap-1.5 border-b border-line px-3 py-2">
        {detail.startsWith(reason) ? null : <p className="text-base break-words text-error-text">{detail}</p>}
        <p className="flex flex-wrap gap-x-3 gap-y-0.5 text-sm text-muted">
          <RelativeTime time={at} />
          <span>
            by <span className="font-mono">{publicKey}</span>
          </span>
          <span>{sdk === '' ? 'an SDK that gives no name' : sdk}</span>
          <span>
            {form === 'request' ? '' : 'in '}a request of {formatBytes(requestBytes)}
          </span>
        </p>
      </header>
      <div className="px-3 py-2">
        {sample.sample === '' ? (
          <p className="text-sm text-muted">It was refused before it was read.</p>
        ) : (
          <PayloadView title={TITLES[form]} text={sample.sample} />
        )}
        {isCut ? <p className="pt-2 text-sm text-muted">Cut after 16 KiB.</p> : null}
      </div>
    </article>
  );
}

const TITLES = { event: 'The event as it came', span: 'The span as it came', request: 'The body as it came' } as const;
