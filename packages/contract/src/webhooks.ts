import { z } from 'zod';
import { OutsideUrl } from './outside-url.ts';

/** What an organization's webhooks are told. */
export const WEBHOOK_EVENTS = ['project.deletion_requested', 'project.restored', 'project.purged', 'ping'] as const;

export interface WebhookEvent {
  /** The same in every attempt, and for every webhook. */
  id: string;
  type: (typeof WEBHOOK_EVENTS)[number];
  /** ISO time. */
  createdAt: string;
  data: Record<string, unknown>;
}

export const NewWebhook = z.object({ url: OutsideUrl });

export interface WebhookView {
  id: string;
  url: string;
  createdAt: string;
}

export interface CreatedWebhook {
  id: string;
  url: string;
  /** Told this once. */
  secret: string;
}
