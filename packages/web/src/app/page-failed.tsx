import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { ErrorState } from '#ui/error-state';

/** A page that threw while drawing, or whose script could not be loaded (often: a new version was installed). */
export function PageFailed({ error: thrown, reset }: ErrorComponentProps) {
  const error: unknown = thrown;
  const router = useRouter();
  const stale = /dynamically imported module|importing a module script/i.test(
    error instanceof Error ? error.message : '',
  );
  const retry = (): void => {
    if (stale) return location.reload();
    reset();
    void router.invalidate();
  };
  return (
    <ErrorState
      title={stale ? 'This page has a newer version' : 'This page could not be drawn'}
      error={stale ? new Error('Load it again to get the version that the server has now.') : error}
      kept="Nothing that was stored is affected."
      onRetry={retry}
    />
  );
}
