import { FormField } from '#ui/form-field';
import { Input } from '#ui/input';

export const PasswordField = ({ value, onChange }: { value: string; onChange: (password: string) => void }) => (
  <FormField label="Your password">
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
