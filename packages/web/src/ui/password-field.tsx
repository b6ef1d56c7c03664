import { FormField } from './form-field.tsx';
import { Input } from './input.tsx';

export interface PasswordFieldProps {
  value: string;
  onChange: (password: string) => void;
  hint?: string;
}

/** For the password that somebody has, asked again before something sensitive. */
export const PasswordField = ({ value, onChange, hint }: PasswordFieldProps) => (
  <FormField label="Your password" {...(hint === undefined ? {} : { hint })}>
    {(control) => (
      <Input
        {...control}
        type="password"
        autoComplete="current-password"
        required
        autoFocus
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    )}
  </FormField>
);
