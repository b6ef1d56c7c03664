import { useState } from 'react';
import { useSubmit } from '#lib/use-submit';
import { Button } from '#ui/button';
import { FormError, FormField } from '#ui/form-field';
import { Input } from '#ui/input';

export interface SignUpFormProps {
  minLength: number;
  /** Fixed when an invitation names it. */
  email?: string;
  onSubmit: (person: { name: string; email: string; password: string }) => Promise<void>;
}

export function SignUpForm({ minLength, email: given, onSubmit }: SignUpFormProps) {
  const [name, setName] = useState('');
  const [email, setEmail] = useState(given ?? '');
  const [password, setPassword] = useState('');
  const short = password !== '' && password.length < minLength;
  const { busy, problem, submit } = useSubmit(() => onSubmit({ name: name.trim(), email: email.trim(), password }));
  return (
    <form className="flex flex-col gap-4" onSubmit={submit}>
      <FormField label="Name">
        {(control) => (
          <Input
            {...control}
            autoComplete="name"
            required
            maxLength={100}
            autoFocus
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </FormField>
      <FormField label="E-mail">
        {(control) => (
          <Input
            {...control}
            type="email"
            autoComplete="username"
            required
            readOnly={given !== undefined}
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        )}
      </FormField>
      <FormField
        label="Password"
        hint={`At least ${minLength} characters`}
        error={short && problem !== null ? `The password needs at least ${minLength} characters` : null}
      >
        {(control) => (
          <Input
            {...control}
            type="password"
            autoComplete="new-password"
            required
            minLength={minLength}
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </FormField>
      <FormError message={problem} />
      <Button type="submit" variant="primary" busy={busy} className="mt-1">
        Create account
      </Button>
    </form>
  );
}
