import clsx from 'clsx';
import type { ComponentProps } from 'react';
import { CONTROL } from './control-style.tsx';

export const Input = ({ className, ...rest }: ComponentProps<'input'>) => (
  <input {...rest} className={clsx(CONTROL, 'h-8 px-2.5', className)} />
);

export const TextArea = ({ className, ...rest }: ComponentProps<'textarea'>) => (
  <textarea {...rest} className={clsx(CONTROL, 'min-h-20 px-2.5 py-1.5', className)} />
);
