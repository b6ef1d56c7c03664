import type { AnalyticsProvider } from '@tidemark/contract/analytics-syncs';
import { AppError } from '#domain/errors';
import type { GuardedAgents } from '#platform/network/guarded-agents';
import { guardedFetch } from '#platform/network/guarded-fetch';
import type { GuardedRequest, GuardedResponse } from '#platform/network/guarded-fetch';
import type { AnalyticsEvent } from './to-event.ts';

/** A tool to send to, with its secret in the clear. */
export interface SyncTarget {
  provider: AnalyticsProvider;
  endpoint: string;
  secret: string;
}

/** How many events one request takes. */
export const BATCH_EVENTS = 500;
/** Characters of one request, far below what either of them takes. */
export const BATCH_SIZE = 1_500_000;

export const TOOL_NAMES: Record<AnalyticsProvider, string> = { posthog: 'PostHog', mixpanel: 'Mixpanel' };
const TIMEOUT_MS = 30_000;
const MAX_ANSWER_BYTES = 1_000_000;

/**
 * Sends up to `BATCH_EVENTS`. Rejects with `invalid` when the tool will never take them, with `unavailable` when it may
 * later. Answers how many it refused one by one, which sending again would not change.
 */
export async function sendEvents(
  agents: GuardedAgents,
  target: SyncTarget,
  events: readonly AnalyticsEvent[],
): Promise<{ refused: number }> {
  const answer = await guardedFetch(agents, {
    ...(target.provider === 'posthog' ? posthogRequest(target, events) : mixpanelRequest(target, events)),
    method: 'POST',
    timeoutMs: TIMEOUT_MS,
    maxBytes: MAX_ANSWER_BYTES,
  });
  if (answer.status >= 200 && answer.status < 300) return { refused: 0 };
  const refused = target.provider === 'mixpanel' && answer.status === 400 ? failedRecords(answer) : 0;
  if (refused > 0) return { refused };
  const what = `${TOOL_NAMES[target.provider]} answered ${answer.status}: ${answer.body.toString('utf8', 0, 200)}`;
  const mayPass = answer.status >= 500 || answer.status === 429 || answer.status === 408;
  throw new AppError(mayPass ? 'unavailable' : 'invalid', what);
}

type Request = Pick<GuardedRequest, 'url' | 'headers' | 'body'>;

function posthogRequest({ endpoint, secret }: SyncTarget, events: readonly AnalyticsEvent[]): Request {
  const batch = events.map(({ name, id, timeMs, userId, properties }) => ({
    event: name,
    uuid: id,
    distinct_id: userId ?? id,
    timestamp: new Date(timeMs).toISOString(),
    properties: {
      ...properties,
      ...(properties['posthog_session_id'] ? { $session_id: properties['posthog_session_id'] } : {}),
      ...(userId === null ? { $process_person_profile: false } : {}),
    },
  }));
  return {
    url: `${endpoint}/batch/`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ api_key: secret, batch }),
  };
}

function mixpanelRequest({ endpoint, secret }: SyncTarget, events: readonly AnalyticsEvent[]): Request {
  const body = events.map(({ name, id, timeMs, userId, properties }) => ({
    event: name,
    properties: {
      ...properties,
      ...(properties['mixpanel_session_id'] ? { session_id: properties['mixpanel_session_id'] } : {}),
      time: timeMs,
      distinct_id: userId ?? id,
      $insert_id: id,
    },
  }));
  const authorization = `Basic ${Buffer.from(`${secret}:`).toString('base64')}`;
  return {
    url: `${endpoint}/import?strict=1`,
    headers: { 'content-type': 'application/json', authorization },
    body: JSON.stringify(body),
  };
}

/** All others of the batch were taken. */
function failedRecords({ body }: GuardedResponse): number {
  try {
    const { failed_records: failed } = JSON.parse(body.toString()) as { failed_records?: unknown };
    return Array.isArray(failed) ? failed.length : 0;
  } catch {
    return 0;
  }
}
