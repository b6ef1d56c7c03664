import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { resetPassword } from '#lib/auth';
import { useSubmit } from '#lib/use-submit';
import { useUrlParams } from '#lib/use-url-params';
import { Button } from '#ui/button';
import { FormError, FormField } from '#ui/form-field';
import { Input } from '#ui/input';
import { AuthFrame, LINK } from './auth-frame.tsx';
import { useAuthOptions } from './use-auth-options.ts';

export function ResetPasswordPage() {
  const [{ token }] = useUrlParams();
  const [password, setPassword] = useState('');
  const navigate = useNavigate();
  const minLength = useAuthOptions()?.passwordLength.min ?? 8;
  const { busy, problem, submit } = useSubmit(async () => {
    await resetPassword({ token: token ?? '', newPassword: password });
    await navigate({ to: '/sign-in', search: { reset: 'done' } });
  });
  const again = (
    <Link to="/forgot-password" className={LINK}>
      Ask for a new link
    </Link>
  );
  if (token === undefined) {
    return (
      <AuthFrame title="This link is not complete" below={again}>
        <p className="text-base text-muted">
          Open the link of the mail again, or copy the whole of it into the address bar.
        </p>
      </AuthFrame>
    );
  }
  return (
    <AuthFrame title="Choose a new password" lead="Your other sessions end when it is set." below={again}>
      <form className="flex flex-col gap-4" onSubmit={submit}>
        <FormField label="New password" hint={`At least ${minLength} characters`}>
          {(control) => (
            <Input
              {...control}
              type="password"
              autoComplete="new-password"
              required
              minLength={minLength}
              autoFocus
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </FormField>
        <FormError message={problem} />
        <Button type="submit" variant="primary" busy={busy}>
          Set the password
        </Button>
      </form>
    </AuthFrame>
  );
}
