import clsx from 'clsx';
import { CopyButton } from './copy-button.tsx';

export interface CodeBlockProps {
  code: string;
  /** A file name or a language, shown above the code. */
  title?: string;
  wrap?: boolean;
  className?: string;
}

export function CodeBlock({ code, title, wrap = false, className }: CodeBlockProps) {
  return (
    <figure className={clsx('group relative overflow-hidden rounded border border-line bg-sunken', className)}>
      {title === undefined ? null : (
        <figcaption className="flex h-8 items-center border-b border-line px-3 font-mono text-xs text-muted">
          {title}
        </figcaption>
      )}
      <CopyButton
        text={code}
        label="Copy code"
        className={clsx('absolute right-1 bg-sunken', title === undefined ? 'top-1.5' : 'top-1')}
      />
      <pre
        tabIndex={0}
        className={clsx(
          'overflow-x-auto py-2.5 pr-10 pl-3 font-mono text-sm leading-5 text-ink -outline-offset-2',
          wrap && 'break-words whitespace-pre-wrap',
        )}
      >
        <code>{code}</code>
      </pre>
    </figure>
  );
}
