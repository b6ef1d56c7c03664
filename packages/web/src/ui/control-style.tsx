/** The one look of everything a person types into. */
export const CONTROL =
  'w-full rounded border border-control bg-surface text-base text-ink placeholder:text-faint transition-colors hover:border-muted focus-visible:border-accent disabled:cursor-not-allowed disabled:opacity-60 aria-invalid:border-error';
