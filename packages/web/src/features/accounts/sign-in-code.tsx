import { useState } from 'react';
import { verifyBackupCode, verifyCode } from '#lib/auth';
import { useSubmit } from '#lib/use-submit';
import { Button } from '#ui/button';
import { CodeInput } from '#ui/code-input';
import { FormError, FormField } from '#ui/form-field';
import { Input } from '#ui/input';
import { AuthFrame, LINK } from './auth-frame.tsx';

/** The second step of a sign-in, after the right password. */
export function SignInCode({ onDone, onBack }: { onDone: () => Promise<void>; onBack: () => void }) {
  const [backup, setBackup] = useState(false);
  const [code, setCode] = useState('');
  const { busy, problem, submit, clear } = useSubmit(async () => {
    await (backup ? verifyBackupCode(code.trim()) : verifyCode(code.replaceAll(' ', '')));
    await onDone();
  });
  const change = (): void => {
    setBackup(!backup);
    setCode('');
    clear();
  };
  return (
    <AuthFrame
      title="One more step"
      lead={
        backup ? 'One of the codes that you kept when you set this up.' : 'The code that your authenticator app shows.'
      }
      below={
        <button type="button" className={LINK} onClick={onBack}>
          Start again
        </button>
      }
    >
      <form className="flex flex-col gap-4" onSubmit={submit}>
        {backup ? (
          <FormField key="backup" label="Backup code" hint="Each counts once.">
            {(control) => (
              <Input
                {...control}
                required
                autoFocus
                autoComplete="off"
                spellCheck={false}
                className="font-mono"
                value={code}
                onChange={(event) => setCode(event.target.value)}
              />
            )}
          </FormField>
        ) : (
          <FormField key="app" label="Code">
            {(control) => (
              <CodeInput {...control} autoFocus value={code} onChange={(event) => setCode(event.target.value)} />
            )}
          </FormField>
        )}
        <FormError message={problem} />
        <Button type="submit" variant="primary" busy={busy}>
          Sign in
        </Button>
        <button
          type="button"
          className="self-start text-sm text-muted underline-offset-2 hover:text-ink hover:underline"
          onClick={change}
        >
          {backup ? 'Use the authenticator app' : 'Use a backup code'}
        </button>
      </form>
    </AuthFrame>
  );
}
