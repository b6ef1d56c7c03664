import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { signIn } from '#lib/auth';
import { useSubmit } from '#lib/use-submit';
import { useUrlParams } from '#lib/use-url-params';
import { Button } from '#ui/button';
import { FormError, FormField } from '#ui/form-field';
import { Input } from '#ui/input';
import { AuthFrame, LINK } from './auth-frame.tsx';
import { SignInCode } from './sign-in-code.tsx';
import { useAuthOptions } from './use-auth-options.ts';
import { useEnter } from './use-enter.ts';

export function SignInPage() {
  const [params] = useUrlParams();
  const [email, setEmail] = useState(params['email'] ?? '');
  const [password, setPassword] = useState('');
  const [codeNeeded, setCodeNeeded] = useState(false);
  const options = useAuthOptions();
  const enter = useEnter();
  const { busy, problem, submit } = useSubmit(async () => {
    if ((await signIn({ email: email.trim(), password })) === 'code-needed') setCodeNeeded(true);
    else await enter();
  });
  if (codeNeeded) return <SignInCode onDone={enter} onBack={() => setCodeNeeded(false)} />;
  return (
    <AuthFrame
      title="Sign in"
      {...(params['reset'] === 'done' ? { lead: 'Your new password is set.' } : {})}
      {...(options?.signUp === true
        ? {
            below: (
              <>
                New here?{' '}
                <Link to="/sign-up" search={params} className={LINK}>
                  Create an account
                </Link>
              </>
            ),
          }
        : {})}
    >
      <form className="flex flex-col gap-4" onSubmit={submit}>
        <FormField label="E-mail">
          {(control) => (
            <Input
              {...control}
              type="email"
              autoComplete="username"
              required
              autoFocus
              value={email}
              onChange={(event) => setEmail(event.target.value)}
            />
          )}
        </FormField>
        <FormField
          label="Password"
          aside={
            <Link
              to="/forgot-password"
              search={email === '' ? {} : { email }}
              className="text-sm text-muted underline-offset-2 hover:text-ink hover:underline"
            >
              Forgotten?
            </Link>
          }
        >
          {(control) => (
            <Input
              {...control}
              type="password"
              autoComplete="current-password"
              required
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </FormField>
        <FormError message={problem} />
        <Button type="submit" variant="primary" busy={busy} className="mt-1">
          Sign in
        </Button>
      </form>
    </AuthFrame>
  );
}
