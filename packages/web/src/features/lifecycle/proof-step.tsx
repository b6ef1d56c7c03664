import { useState } from 'react';
import { useSubmit } from '#lib/use-submit';
import { CodeInput } from '#ui/code-input';
import { FormError, FormField } from '#ui/form-field';
import { PasswordField } from '#ui/password-field';

/** What proves that it is the person: asked one after the other, in the order that the server says. */
export type ProofKind = 'password' | 'totp' | 'email';

export interface ProofStepProps {
  kind: ProofKind;
  email: string;
  /** Rejects with what was wrong; the form then stays and says so. */
  answer: (text: string) => Promise<void>;
  /** The footer's button submits the form of this id. */
  formId: string;
  onBusy: (busy: boolean) => void;
}

export function ProofStep({ kind, email, answer, formId, onBusy }: ProofStepProps) {
  const [text, setText] = useState('');
  const { problem, submit } = useSubmit(async () => {
    onBusy(true);
    try {
      await answer(kind === 'password' ? text : text.replaceAll(' ', ''));
    } finally {
      onBusy(false);
      setText('');
    }
  });
  return (
    <form id={formId} onSubmit={submit}>
      {kind === 'password' ? (
        <PasswordField
          hint="So that nobody does this at a screen that you left open."
          value={text}
          onChange={setText}
        />
      ) : (
        <FormField
          label={kind === 'totp' ? 'Code of your authenticator app' : 'Code from your mail'}
          hint={HINTS[kind](email)}
        >
          {(control) => (
            <CodeInput {...control} autoFocus value={text} onChange={(event) => setText(event.target.value)} />
          )}
        </FormField>
      )}
      <FormError message={problem} />
    </form>
  );
}

const HINTS = {
  totp: () => 'Each code counts once: when you have just signed in with one, wait for the next.',
  email: (email: string) => `It was sent to ${email} just now and is good for ten minutes.`,
} as const;
