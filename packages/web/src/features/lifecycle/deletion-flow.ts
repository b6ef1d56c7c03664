import type { ProofKind } from './proof-step.tsx';

/** One reason why something cannot be deleted now. */
export interface DeletionReason {
  code: string;
  message: string;
  advice: string;
}

/** What is known before anything happens. */
export interface DeletionOutlook {
  reasons: readonly DeletionReason[];
  /** What has to be proven, in order. */
  steps: readonly ProofKind[];
}

/** The way from "what would go" to "it is being deleted", as the server asks for it. */
export interface DeletionFlow<Outlook extends DeletionOutlook = DeletionOutlook> {
  preview: { data: Outlook | undefined; error: unknown; refetch: () => unknown };
  start: () => Promise<{ challengeId: string; next: ProofKind }>;
  /** The step that comes next; null when all is proven. */
  answer: (challengeId: string, step: ProofKind, text: string) => Promise<ProofKind | null>;
  confirm: (said: { challengeId: string; name: string; reason: string }) => Promise<unknown>;
}

/** An answer to a step, as the server takes it. */
export function proofOf(step: ProofKind, text: string) {
  if (step === 'password') return { step, password: text };
  return step === 'totp' ? { step, totp: text } : { step, code: text };
}
