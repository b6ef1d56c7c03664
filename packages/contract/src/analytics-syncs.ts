import { z } from 'zod';
import { OutsideUrl } from './outside-url.ts';
import { storableText } from './storable-text.ts';

export const ANALYTICS_PROVIDERS = ['posthog', 'mixpanel'] as const;
export type AnalyticsProvider = (typeof ANALYTICS_PROVIDERS)[number];
export const AnalyticsProvider = z.enum(ANALYTICS_PROVIDERS);

/** Where each of them listens, the first one unless another is chosen. */
export const ANALYTICS_ENDPOINTS: Record<AnalyticsProvider, readonly [string, ...string[]]> = {
  posthog: ['https://us.i.posthog.com', 'https://eu.i.posthog.com'],
  mixpanel: ['https://api.mixpanel.com', 'https://api-eu.mixpanel.com', 'https://api-in.mixpanel.com'],
};

export const ANALYTICS_TABLES = ['traces', 'observations', 'scores'] as const;
export type AnalyticsTable = (typeof ANALYTICS_TABLES)[number];

export const SaveAnalyticsSync = z.object({
  provider: AnalyticsProvider,
  endpoint: OutsideUrl.transform((url) => url.replace(/\/+$/, '')),
  /** The project API key of PostHog, the project token of Mixpanel; the one that is kept when left out. */
  secret: storableText().trim().min(1).max(500).optional(),
  tables: z.array(z.enum(ANALYTICS_TABLES)).min(1),
  /** First word of every event's name. */
  eventPrefix: storableText().trim().min(1).max(40).default('tidemark'),
  /** Of a new one: whether what is stored already is sent too. */
  withHistory: z.boolean().default(false),
  enabled: z.boolean().default(true),
});

export interface AnalyticsSyncView {
  provider: AnalyticsProvider;
  endpoint: string;
  tables: AnalyticsTable[];
  eventPrefix: string;
  enabled: boolean;
  /** Everything that was stored before this ISO time was sent. */
  syncedUntil: string;
  syncedAt: string | null;
  nextAt: string;
  isRunning: boolean;
  /** In a row. */
  failures: number;
  lastError: string | null;
  lastErrorAt: string | null;
}
