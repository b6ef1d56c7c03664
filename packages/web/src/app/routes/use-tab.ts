import { useUrlParams } from '#lib/use-url-params';

/** The tab of the address; an unknown one, or one that the reader may not see, is the first. */
export function useTab(allowed: readonly string[]): [string, (tab: string) => void] {
  const [{ tab }, setParams] = useUrlParams();
  const first = allowed[0] ?? '';
  return [
    tab !== undefined && allowed.includes(tab) ? tab : first,
    (next) => setParams({ tab: next === first ? undefined : next }),
  ];
}
