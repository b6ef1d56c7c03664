import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { requestPasswordReset } from '#lib/auth';
import { useSubmit } from '#lib/use-submit';
import { useUrlParams } from '#lib/use-url-params';
import { Button } from '#ui/button';
import { FormError, FormField } from '#ui/form-field';
import { Input } from '#ui/input';
import { AuthFrame, LINK } from './auth-frame.tsx';

export function ForgotPasswordPage() {
  const [params] = useUrlParams();
  const [email, setEmail] = useState(params['email'] ?? '');
  const [sentTo, setSentTo] = useState<string | null>(null);
  const { busy, problem, submit } = useSubmit(async () => {
    await requestPasswordReset(email.trim());
    setSentTo(email.trim());
  });
  const back = (
    <Link to="/sign-in" className={LINK}>
      Back to sign in
    </Link>
  );
  if (sentTo !== null) {
    return (
      <AuthFrame title="Look into your mail" below={back}>
        <p className="text-base text-muted">
          If <span className="font-medium text-ink">{sentTo}</span> has an account here, a link to set a new password is
          on its way. It works once, for an hour.
        </p>
        <p className="mt-3 text-sm text-muted">
          No mail? On an instance without a mail server the administrator finds it in the server’s outbox.
        </p>
      </AuthFrame>
    );
  }
  return (
    <AuthFrame title="Set a new password" lead="We send you a link for it." below={back}>
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
        <FormError message={problem} />
        <Button type="submit" variant="primary" busy={busy}>
          Send the link
        </Button>
      </form>
    </AuthFrame>
  );
}
