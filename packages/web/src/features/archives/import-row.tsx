import type { ArchiveImport } from '@tidemark/contract/archives';
import { formatInteger } from '#lib/format';
import { formatExactDay } from '#lib/format-time';
import { useSubmit } from '#lib/use-submit';
import { Badge } from '#ui/badge';
import { Button } from '#ui/button';
import { FormError } from '#ui/form-field';
import { Progress } from '#ui/progress';
import { ImportCounts } from './import-counts.tsx';

export interface ImportRowProps {
  given: ArchiveImport;
  start: (importId: string) => Promise<unknown>;
  cancel: (importId: string) => Promise<unknown>;
}

/** An import: what its archive is, how far it has come, what would come or came, and what can be done about it. */
export function ImportRow({ given, start, cancel }: ImportRowProps) {
  const { id, state, source, error, requestedBy, requestedAt, tables } = given;
  const starting = useSubmit(() => start(id));
  const ending = useSubmit(() => cancel(id));
  const isOpen = !ENDED.has(state);
  return (
    <li className="flex flex-col gap-3 px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-48 flex-1">
          <div className="text-base font-medium">
            {source === null ? 'An archive' : `Project ${source.projectId}, ${formatExactDay(source.requestedAt)}`}
          </div>
          <div className="text-sm text-muted">
            {formatExactDay(requestedAt)} by {requestedBy.name}
          </div>
        </div>
        <Badge tone={TONES[state]}>{WORDS[state]}</Badge>
        {state === 'CHECKED' ? (
          <Button size="sm" variant="primary" busy={starting.busy} onClick={() => starting.submit()}>
            Import it
          </Button>
        ) : null}
        {isOpen ? (
          <Button size="sm" busy={ending.busy} onClick={() => ending.submit()}>
            Cancel
          </Button>
        ) : null}
      </div>
      {state === 'CHECKING' || state === 'IMPORTING' ? <Steps given={given} /> : null}
      {error === null ? null : (
        <p className={state === 'FAILED' ? 'text-sm text-error-text' : 'text-sm text-muted'}>{error}</p>
      )}
      <FormError message={starting.problem ?? ending.problem} />
      {state === 'CHECKED' || state === 'IMPORTING' || state === 'COMPLETED' ? <ImportCounts tables={tables} /> : null}
    </li>
  );
}

function Steps({ given }: { given: ArchiveImport }) {
  const { state, files, filesChecked, filesStored } = given;
  const done = state === 'CHECKING' ? filesChecked : filesStored;
  return (
    <Progress
      label={state === 'CHECKING' ? 'Reading every row' : 'Storing'}
      share={files === 0 ? null : done / files}
      detail={`${formatInteger(done)} of ${formatInteger(files)} files`}
    />
  );
}

const ENDED: ReadonlySet<ArchiveImport['state']> = new Set(['COMPLETED', 'FAILED', 'CANCELLED']);
const WORDS = {
  RECEIVING: 'coming in',
  CHECKING: 'being checked',
  CHECKED: 'ready',
  IMPORTING: 'being stored',
  COMPLETED: 'imported',
  FAILED: 'refused',
  CANCELLED: 'cancelled',
} as const satisfies Record<ArchiveImport['state'], string>;
const TONES = {
  RECEIVING: 'accent',
  CHECKING: 'accent',
  CHECKED: 'warning',
  IMPORTING: 'accent',
  COMPLETED: 'success',
  FAILED: 'error',
  CANCELLED: 'neutral',
} as const satisfies Record<ArchiveImport['state'], string>;
