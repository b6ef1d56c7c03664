import { FormField } from '#ui/form-field';
import { Input } from '#ui/input';

export interface LimitFieldProps {
  label: string;
  hint: string;
  min: number;
  max: number;
  placeholder: string;
  disabled: boolean;
  value: string;
  onChange: (value: string) => void;
}

/** A whole number, or nothing for no limit. */
export const LimitField = ({ label, hint, onChange, ...input }: LimitFieldProps) => (
  <FormField label={label} hint={hint}>
    {(control) => <Input {...control} {...input} type="number" onChange={(event) => onChange(event.target.value)} />}
  </FormField>
);
