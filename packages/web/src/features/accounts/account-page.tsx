import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Monitor, Moon, Sun } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { changePassword } from '#lib/auth';
import { useSession } from '#lib/session';
import { useTheme } from '#lib/theme';
import { useTRPC } from '#lib/trpc';
import { useSubmit } from '#lib/use-submit';
import { Button } from '#ui/button';
import { FormError, FormField } from '#ui/form-field';
import { Input } from '#ui/input';
import { Panel } from '#ui/panel';
import { Segmented } from '#ui/segmented';
import { useToast } from '#ui/toast';
import { SecondFactorPanel } from './second-factor-panel.tsx';
import { useAuthOptions } from './use-auth-options.ts';

/** `children` are panels of other features. */
export function AccountPage({ children }: { children?: ReactNode }) {
  const { choice, choose } = useTheme();
  return (
    <div className="mx-auto flex max-w-[640px] flex-col gap-4 p-4">
      {children}
      <ProfilePanel />
      <PasswordPanel />
      <SecondFactorPanel />
      <Panel title="Theme" description="For this browser.">
        <Segmented
          label="Theme"
          value={choice}
          onChange={choose}
          options={[
            {
              value: 'system',
              label: (
                <>
                  <Monitor aria-hidden /> As the system
                </>
              ),
            },
            {
              value: 'light',
              label: (
                <>
                  <Sun aria-hidden /> Light
                </>
              ),
            },
            {
              value: 'dark',
              label: (
                <>
                  <Moon aria-hidden /> Dark
                </>
              ),
            },
          ]}
        />
      </Panel>
    </div>
  );
}

function ProfilePanel() {
  const { user } = useSession();
  const [name, setName] = useState(user.name);
  const trpc = useTRPC();
  const queries = useQueryClient();
  const toast = useToast();
  const update = useMutation(trpc.accounts.update.mutationOptions());
  const { busy, problem, submit } = useSubmit(async () => {
    await update.mutateAsync({ name: name.trim() });
    await queries.invalidateQueries({ queryKey: trpc.accounts.me.queryKey() });
    toast({ title: 'Your name is saved' });
  });
  return (
    <Panel title="You">
      <form className="flex flex-col gap-4" onSubmit={submit}>
        <FormField label="Name">
          {(control) => (
            <Input
              {...control}
              required
              maxLength={100}
              autoComplete="name"
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </FormField>
        <FormField label="E-mail" hint="Invitations and password links go here.">
          {(control) => <Input {...control} value={user.email} readOnly />}
        </FormField>
        <FormError message={problem} />
        <div>
          <Button type="submit" busy={busy} disabled={name.trim() === '' || name.trim() === user.name}>
            Save
          </Button>
        </div>
      </form>
    </Panel>
  );
}

function PasswordPanel() {
  const [currentPassword, setCurrent] = useState('');
  const [newPassword, setNew] = useState('');
  const minLength = useAuthOptions()?.passwordLength.min ?? 8;
  const toast = useToast();
  const { busy, problem, submit } = useSubmit(async () => {
    await changePassword({ currentPassword, newPassword });
    setCurrent('');
    setNew('');
    toast({ title: 'Your password is changed', detail: 'All your other sessions have ended.' });
  });
  return (
    <Panel title="Password" description="Changing it ends your other sessions.">
      <form className="flex flex-col gap-4" onSubmit={submit}>
        <FormField label="Current password">
          {(control) => (
            <Input
              {...control}
              type="password"
              autoComplete="current-password"
              required
              value={currentPassword}
              onChange={(event) => setCurrent(event.target.value)}
            />
          )}
        </FormField>
        <FormField label="New password" hint={`At least ${minLength} characters`}>
          {(control) => (
            <Input
              {...control}
              type="password"
              autoComplete="new-password"
              required
              minLength={minLength}
              value={newPassword}
              onChange={(event) => setNew(event.target.value)}
            />
          )}
        </FormField>
        <FormError message={problem} />
        <div>
          <Button type="submit" busy={busy}>
            Change the password
          </Button>
        </div>
      </form>
    </Panel>
  );
}
