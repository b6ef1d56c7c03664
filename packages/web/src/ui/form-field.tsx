import { CircleAlert } from 'lucide-react';
import { useId, type ReactNode } from 'react';

export interface FieldControlProps {
  id: string;
  'aria-invalid': boolean | undefined;
  'aria-describedby': string | undefined;
}

export interface FormFieldProps {
  label: string;
  /** A sentence below the control. */
  hint?: ReactNode;
  error?: string | null | undefined;
  /** Receives what ties the control to its label, hint and error: spread it on the input. */
  children: (control: FieldControlProps) => ReactNode;
  /** A link at the label's right. */
  aside?: ReactNode;
}

export function FormField({ label, hint, error, children, aside }: FormFieldProps) {
  const id = useId();
  const failed = error !== null && error !== undefined && error !== '';
  const note = failed || hint !== undefined ? `${id}-note` : undefined;
  return (
    <div className="relative flex flex-col gap-1.5">
      <label htmlFor={id} className="self-start text-sm font-medium">
        {label}
      </label>
      {children({ id, 'aria-invalid': failed || undefined, 'aria-describedby': note })}
      {failed ? (
        <p id={note} className="flex items-center gap-1 text-sm text-error-text">
          <CircleAlert className="size-4 shrink-0" aria-hidden /> {error}
        </p>
      ) : hint === undefined ? null : (
        <p id={note} className="text-sm text-muted">
          {hint}
        </p>
      )}
      {/* After the control for the keyboard: tab goes from field to field. */}
      {aside === undefined ? null : <span className="absolute top-0 right-0 leading-5">{aside}</span>}
    </div>
  );
}

/** What a whole form's answer was, when it belongs to no field. */
export function FormError({ message }: { message: string | null | undefined }) {
  if (message === null || message === undefined || message === '') return null;
  return (
    <p
      role="alert"
      className="mt-3 flex items-start gap-1.5 rounded border border-error/35 bg-error-soft px-3 py-2 text-sm text-error-text"
    >
      <CircleAlert className="mt-px size-4 shrink-0" aria-hidden /> {message}
    </p>
  );
}
