import type { AnalyticsProvider, AnalyticsTable } from '@tidemark/contract/analytics-syncs';

export const PROVIDER_NAMES: Record<AnalyticsProvider, string> = { posthog: 'PostHog', mixpanel: 'Mixpanel' };

/** What the other side calls the secret, and where it is found there. */
export const SECRET_NAMES: Record<AnalyticsProvider, { label: string; hint: string }> = {
  posthog: { label: 'Project API key', hint: 'In PostHog: Settings, Project. It begins with phc_.' },
  mixpanel: { label: 'Project token', hint: 'In Mixpanel: Settings, Project, Access keys.' },
};

export const TABLE_NAMES: Record<AnalyticsTable, { label: string; hint: string }> = {
  traces: { label: 'Traces', hint: 'one event for each, with cost, tokens and duration' },
  observations: { label: 'Steps', hint: 'generations and all other steps' },
  scores: { label: 'Scores', hint: 'with their value and comment' },
};
