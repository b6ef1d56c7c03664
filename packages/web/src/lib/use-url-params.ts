import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { UrlParams } from './url-state.ts';

export type SetUrlParams = (change: UrlParams, options?: { replace?: boolean }) => void;

/** The address's parameters and a way to change some of them on the same page. */
export function useUrlParams(): [UrlParams, SetUrlParams] {
  const params = useSearch({ strict: false }) as UrlParams;
  const navigate = useNavigate();
  const set = useCallback<SetUrlParams>(
    (change, options) => {
      void navigate({
        to: '.',
        search: ((before: UrlParams) => ({ ...before, ...change })) as never,
        replace: options?.replace ?? false,
        resetScroll: false,
      });
    },
    [navigate],
  );
  return [params, set];
}
