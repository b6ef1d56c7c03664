import { z } from 'zod';
import { AppError } from '#domain/errors';
import type { Engines } from '#kernel/ctx';
import { addressPolicy } from '#platform/network/address-policy';
import { guardedAgents } from '#platform/network/guarded-agents';
import { guardedFetch } from '#platform/network/guarded-fetch';

/** A POST to an address that a user gave. */
export const OutgoingCall = z.object({
  url: z.string(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
});
export type OutgoingCall = z.infer<typeof OutgoingCall>;

const TIMEOUT_MS = 10_000;
const MAX_ANSWER_BYTES = 64 * 1024;

/** Resolves when it was answered with success; rejects with what went wrong in words. */
export async function makeCall({ policy }: Pick<Engines, 'policy'>, call: OutgoingCall): Promise<void> {
  using agents = guardedAgents(addressPolicy(policy.outside.privateHosts));
  const sent = { ...call, method: 'POST' as const, timeoutMs: TIMEOUT_MS, maxBytes: MAX_ANSWER_BYTES };
  const { status } = await guardedFetch(agents, sent);
  if (status < 200 || status >= 300) throw new AppError('unavailable', `${new URL(call.url).host} answered ${status}`);
}
