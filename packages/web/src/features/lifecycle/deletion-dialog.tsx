import { useState, type ReactNode } from 'react';
import { readProblem } from '#lib/app-error';
import { useSession } from '#lib/session';
import { Button } from '#ui/button';
import { Dialog } from '#ui/dialog';
import { ErrorState } from '#ui/error-state';
import { FormError } from '#ui/form-field';
import { Stepper } from '#ui/stepper';
import { ConfirmDeletion } from './confirm-deletion.tsx';
import type { DeletionFlow } from './deletion-flow.ts';
import { DeletionReasons } from './deletion-reasons.tsx';
import { ProofStep, type ProofKind } from './proof-step.tsx';

export interface DeletionDialogProps {
  noun: 'project' | 'organization';
  name: string;
  flow: DeletionFlow;
  /** What would go, shown first. */
  children: ReactNode;
  onClose: () => void;
  onDeleted: () => void;
}

/** The proof has run out, or something stands in the way now: it starts again from what would go. */
const OVER: ReadonlySet<string> = new Set(['precondition_failed', 'conflict']);
const FORM = 'deletion';
const PROOFS: Record<ProofKind, string> = { password: 'Password', totp: 'Authenticator', email: 'Mail' };

/** What goes → it is really you → name and reason. Nothing happens before the last button. */
export function DeletionDialog({ noun, name, flow, children, onClose, onDeleted }: DeletionDialogProps) {
  const { email } = useSession().user;
  const { preview, start, answer, confirm } = flow;
  const [challenge, setChallenge] = useState<{ id: string; next: ProofKind | null } | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const facts = preview.data;
  const proofs = facts?.steps ?? [];
  const at =
    challenge === null
      ? 0
      : challenge.next === null
        ? proofs.length + 1
        : 1 + Math.max(0, proofs.indexOf(challenge.next));

  const begin = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      const { challengeId, next } = await start();
      setChallenge({ id: challengeId, next });
    } catch (error) {
      setProblem(readProblem(error).message);
      void preview.refetch();
    } finally {
      setBusy(false);
    }
  };
  const prove = async (id: string, step: ProofKind, text: string): Promise<void> => {
    try {
      setChallenge({ id, next: await answer(id, step, text) });
    } catch (error) {
      const { code, message } = readProblem(error);
      if (!OVER.has(code)) throw error;
      setChallenge(null);
      setProblem(message);
    }
  };
  const blocked = facts === undefined || facts.reasons.length > 0;
  return (
    <Dialog
      open
      held={challenge !== null}
      onOpenChange={(open) => !open && onClose()}
      title={`Delete ${name}`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          {challenge === null ? (
            <Button variant="danger" busy={busy} disabled={blocked} onClick={() => void begin()}>
              Continue
            </Button>
          ) : (
            <Button type="submit" form={FORM} variant="danger" busy={busy}>
              {challenge.next === null ? `Delete this ${noun}` : 'Continue'}
            </Button>
          )}
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Stepper steps={['What goes', ...proofs.map((kind) => PROOFS[kind]), 'Confirm']} current={at} />
        {preview.error !== null && facts === undefined ? (
          <ErrorState
            title="What would go could not be read"
            error={preview.error}
            onRetry={() => void preview.refetch()}
          />
        ) : challenge === null ? (
          <>
            <DeletionReasons noun={noun} reasons={facts?.reasons ?? []} />
            {children}
            <FormError message={problem} />
          </>
        ) : challenge.next === null ? (
          <ConfirmDeletion
            name={name}
            formId={FORM}
            onBusy={setBusy}
            confirm={async (said) => {
              await confirm({ challengeId: challenge.id, ...said });
              onDeleted();
            }}
          />
        ) : (
          <ProofStep
            key={challenge.next}
            kind={challenge.next}
            email={email}
            formId={FORM}
            onBusy={setBusy}
            answer={async (text) => prove(challenge.id, challenge.next ?? 'password', text)}
          />
        )}
      </div>
    </Dialog>
  );
}
