import type { ReactNode } from 'react';
import { TidemarkMark } from '#ui/tidemark-mark';

export interface AuthFrameProps {
  title: string;
  lead?: ReactNode;
  children: ReactNode;
  /** Ways elsewhere, below the card. */
  below?: ReactNode;
}

/** The quiet page around sign-in and its relatives. */
export function AuthFrame({ title, lead, children, below }: AuthFrameProps) {
  return (
    <main className="flex h-full flex-col items-center overflow-auto px-4 py-[12vh]">
      <div className="mb-8 flex items-center gap-2.5">
        <TidemarkMark className="size-8" />
        <span className="text-xl font-semibold tracking-tight">Tidemark</span>
      </div>
      <section className="w-full max-w-[380px] rounded border border-line bg-surface p-6">
        <h1 className="text-lg font-semibold">{title}</h1>
        {lead === undefined ? null : <p className="mt-1 text-base text-muted">{lead}</p>}
        <div className="mt-5">{children}</div>
      </section>
      {below === undefined ? null : <p className="mt-5 text-sm text-muted">{below}</p>}
    </main>
  );
}

export const LINK = 'font-medium text-accent-text underline-offset-2 hover:underline';
