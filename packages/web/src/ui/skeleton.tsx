import clsx from 'clsx';

/** The shape of what is coming. Give it the size of the real thing so that nothing jumps. */
export const Skeleton = ({ className }: { className?: string }) => (
  <span aria-hidden className={clsx('block animate-pulse rounded-sm bg-line', className ?? 'h-3 w-full')} />
);
