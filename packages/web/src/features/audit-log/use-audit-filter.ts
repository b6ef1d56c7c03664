import { useMemo } from 'react';
import { nowMs } from '#lib/clock';
import { useUrlParams } from '#lib/use-url-params';

/** What the server narrows by; absent where nothing was asked. */
export interface AuditFilter {
  actor?: string;
  action?: string;
  entityId?: string;
  from?: string;
}

export type AuditField = 'who' | 'action' | 'entity';
export const SINCE = ['day', 'week', 'month', 'ever'] as const;
export type Since = (typeof SINCE)[number];

/** The filter as the address keeps it. */
export function useAuditFilter() {
  const [params, setParams] = useUrlParams();
  const { who, action, entity } = params;
  const since = SINCE.find((one) => one === params['since']) ?? 'ever';
  const filter = useMemo(
    (): AuditFilter => ({
      ...(who === undefined ? {} : { actor: who }),
      ...(action === undefined ? {} : { action }),
      ...(entity === undefined ? {} : { entityId: entity }),
      ...(since === 'ever' ? {} : { from: new Date(nowMs() - DAYS[since] * 86_400_000).toISOString() }),
    }),
    [who, action, entity, since],
  );
  return {
    filter,
    since,
    asked: { who: who ?? '', action: action ?? '', entity: entity ?? '' },
    narrowed: Object.keys(filter).length > 0,
    setField: (field: AuditField, value: string) =>
      setParams({ [field]: value.trim() === '' ? undefined : value.trim() }, { replace: true }),
    setSince: (next: Since) => setParams({ since: next === 'ever' ? undefined : next }, { replace: true }),
    clear: () => setParams({ who: undefined, action: undefined, entity: undefined, since: undefined }),
  };
}

const DAYS = { day: 1, week: 7, month: 30 } as const;
