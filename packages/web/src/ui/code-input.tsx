import clsx from 'clsx';
import type { ComponentProps } from 'react';
import { Input } from './input.tsx';

/** For a code of six digits: phones show digits and offer the code of a mail or of the password manager. */
export const CodeInput = ({ className, ...rest }: ComponentProps<'input'>) => (
  <div className="w-32">
    <Input
      autoComplete="one-time-code"
      inputMode="numeric"
      pattern="[0-9 ]{6,7}"
      maxLength={7}
      placeholder="000000"
      title="Six digits"
      required
      {...rest}
      className={clsx('font-mono tracking-[0.2em]', className)}
    />
  </div>
);
