import { useState } from 'react';
import { beginSecondFactor, verifyCode, type NewSecondFactor } from '#lib/auth';
import { useSubmit } from '#lib/use-submit';
import { Button } from '#ui/button';
import { CodeInput } from '#ui/code-input';
import { CopyButton } from '#ui/copy-button';
import { Dialog } from '#ui/dialog';
import { FormError, FormField } from '#ui/form-field';
import { QrCode } from '#ui/qr-code';
import { BackupCodes } from './backup-codes.tsx';
import { PasswordField } from '#ui/password-field';

/** Sets the second factor up: password, the code for the app, a first code of it, the backup codes. */
export function EnrolDialog({ onClose, onDone }: { onClose: () => void; onDone: () => Promise<void> }) {
  const [factor, setFactor] = useState<NewSecondFactor | null>(null);
  const [on, setOn] = useState(false);
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const { busy, problem, submit } = useSubmit(async () => {
    if (factor === null) return setFactor(await beginSecondFactor(password));
    await verifyCode(code.replaceAll(' ', ''));
    setOn(true);
  });
  const finish = (): void => {
    onClose();
    if (on) void onDone();
  };
  const step = factor === null ? 0 : on ? 2 : 1;
  return (
    <Dialog
      open
      held={step > 0}
      onOpenChange={(open) => !open && finish()}
      title={TITLES[step] ?? ''}
      description={`Step ${step + 1} of 3`}
      footer={
        on ? (
          <Button variant="primary" onClick={finish}>
            I have kept them
          </Button>
        ) : (
          <>
            <Button onClick={finish}>Cancel</Button>
            <Button type="submit" form="enrol" variant="primary" busy={busy}>
              {factor === null ? 'Continue' : 'Switch on'}
            </Button>
          </>
        )
      }
    >
      {factor !== null && on ? (
        <BackupCodes codes={factor.backupCodes} />
      ) : (
        <form id="enrol" onSubmit={submit}>
          {factor === null ? (
            <PasswordField value={password} onChange={setPassword} />
          ) : (
            <div className="flex flex-col gap-4 sm:flex-row">
              <QrCode text={factor.uri} label="QR image for your authenticator app" />
              <div className="flex min-w-0 flex-1 flex-col gap-4">
                <p className="text-base text-muted">
                  Scan this with an authenticator app, then type the code that it shows. Without a camera, give the app
                  this key:
                </p>
                <p className="flex items-center gap-1">
                  <code className="min-w-0 font-mono text-xs break-all">{keyOf(factor.uri)}</code>
                  <CopyButton text={keyOf(factor.uri)} label="Copy the key" />
                </p>
                <FormField label="Code">
                  {(control) => (
                    <CodeInput {...control} autoFocus value={code} onChange={(event) => setCode(event.target.value)} />
                  )}
                </FormField>
              </div>
            </div>
          )}
          <FormError message={problem} />
        </form>
      )}
    </Dialog>
  );
}

const TITLES = ['Set up two-step sign-in', 'Connect your authenticator app', 'Keep your backup codes'];
const keyOf = (uri: string): string => new URL(uri).searchParams.get('secret') ?? '';
