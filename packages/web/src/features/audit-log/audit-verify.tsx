import { CircleCheck, CircleX, ShieldCheck } from 'lucide-react';
import { readProblem } from '#lib/app-error';
import { formatInteger } from '#lib/format';
import { Button } from '#ui/button';
import { CopyButton } from '#ui/copy-button';
import { FormError } from '#ui/form-field';
import { Panel } from '#ui/panel';
import { useAuditVerdict, type AuditVerdict } from './use-audit-log.ts';

/** Asks the server to walk the chain of hashes, and says what came of it. */
export function AuditVerify({ organizationId }: { organizationId: string }) {
  const verdict = useAuditVerdict(organizationId);
  const known = verdict.isFetching ? undefined : verdict.data;
  return (
    <Panel
      flush={known === undefined && verdict.error === null}
      title="Is the log whole?"
      description="Each entry of the organization carries the hash of the one before it, so a changed byte, a missing entry or a cut end shows."
      actions={
        <Button size="sm" busy={verdict.isFetching} onClick={() => void verdict.refetch()}>
          {verdict.isFetching ? null : <ShieldCheck aria-hidden />} Verify
        </Button>
      }
    >
      <div aria-live="polite">
        {known === undefined ? null : <Verdict verdict={known} />}
        {verdict.error === null ? null : <FormError message={readProblem(verdict.error).message} />}
      </div>
    </Panel>
  );
}

function Verdict({ verdict }: { verdict: AuditVerdict }) {
  const { ok, entries, head, problems, unchained } = verdict;
  const Icon = ok ? CircleCheck : CircleX;
  return (
    <div className="flex items-start gap-2.5 text-sm">
      <Icon className={ok ? 'mt-0.5 size-4 shrink-0 text-success' : 'mt-0.5 size-4 shrink-0 text-error'} aria-hidden />
      <div className="min-w-0">
        <p className="text-base font-medium">
          {ok
            ? `The log is whole: ${formatInteger(entries)} ${entries === 1 ? 'entry' : 'entries'}, each as it was written.`
            : `The log is not what was written: ${problems.length} ${problems.length === 1 ? 'place is' : 'places are'} wrong.`}
        </p>
        {ok ? null : (
          <ul aria-label="What is wrong" className="mt-1 list-disc pl-4 text-error-text">
            {problems.map(({ sequence, kind, message }) => (
              <li key={`${sequence} ${kind} ${message}`}>{message}</li>
            ))}
          </ul>
        )}
        {head === null ? null : (
          <p className="mt-1 flex items-center gap-1 text-muted">
            <span className="min-w-0 truncate">
              Last hash <code className="font-mono text-xs">{head}</code>
            </span>
            <CopyButton text={head} label="Copy the last hash" />
          </p>
        )}
        {unchained === 0 ? null : (
          <p className="mt-1 text-muted">
            {formatInteger(unchained)} {unchained === 1 ? 'entry is' : 'entries are'} from before the chain began and
            not covered.
          </p>
        )}
      </div>
    </div>
  );
}
