import { useQueryClient } from '@tanstack/react-query';
import { ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { disableSecondFactor, renewBackupCodes } from '#lib/auth';
import { useSession } from '#lib/session';
import { useTRPC } from '#lib/trpc';
import { Badge } from '#ui/badge';
import { Button } from '#ui/button';
import { Panel } from '#ui/panel';
import { useToast } from '#ui/toast';
import { BackupCodesDialog } from './backup-codes-dialog.tsx';
import { EnrolDialog } from './enrol-dialog.tsx';
import { PasswordDialog } from './password-dialog.tsx';

type Asked = 'enrol' | 'renew' | 'disable';

export function SecondFactorPanel() {
  const { secondFactor } = useSession().user;
  const trpc = useTRPC();
  const queries = useQueryClient();
  const toast = useToast();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const reread = () => queries.invalidateQueries({ queryKey: trpc.accounts.me.queryKey() });
  const close = () => setAsked(null);
  return (
    <Panel
      title="Two-step sign-in"
      description="After the password also a code of an authenticator app, as for deleting a project. Changing it ends your other sessions."
      actions={
        secondFactor ? (
          <Badge tone="success">
            <ShieldCheck className="size-3.5" aria-hidden /> on
          </Badge>
        ) : (
          <Badge>off</Badge>
        )
      }
    >
      <div className="flex flex-wrap gap-2">
        {secondFactor ? (
          <>
            <Button onClick={() => setAsked('renew')}>New backup codes</Button>
            <Button variant="danger" onClick={() => setAsked('disable')}>
              Switch off
            </Button>
          </>
        ) : (
          <Button onClick={() => setAsked('enrol')}>Set up</Button>
        )}
      </div>
      {asked === 'enrol' ? <EnrolDialog onClose={close} onDone={reread} /> : null}
      {asked === 'renew' ? (
        <PasswordDialog
          title="New backup codes"
          description="The ones that you have stop counting."
          confirmLabel="Make new codes"
          onClose={close}
          run={async (password) => setCodes(await renewBackupCodes(password))}
        />
      ) : null}
      {asked === 'disable' ? (
        <PasswordDialog
          title="Switch two-step sign-in off?"
          description="The password alone will open your account, and the backup codes stop counting."
          confirmLabel="Switch off"
          danger
          onClose={close}
          run={async (password) => {
            await disableSecondFactor(password);
            await reread();
            toast({ title: 'Two-step sign-in is off' });
          }}
        />
      ) : null}
      {codes === null ? null : <BackupCodesDialog codes={codes} onClose={() => setCodes(null)} />}
    </Panel>
  );
}
