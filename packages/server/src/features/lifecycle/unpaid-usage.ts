import { countAccepted } from '#features/ingestion';
import { findPlan } from '#features/organizations';
import { costOf, formatMoney, parseMoney, parseUnitPrice } from '#domain/cost/money';
import type { ProjectCtx } from '#kernel/ctx';
import type { DeletionReason } from './deletion-reason.ts';

/**
 * What the project has used and nobody has paid for. An earlier month that is not settled always stands in the way; of
 * the running one, what is over the threshold does.
 */
export async function unpaidUsage(ctx: ProjectCtx): Promise<DeletionReason[]> {
  const plan = await findPlan(ctx.db, ctx.organizationId);
  const price = parseUnitPrice(plan?.pricePerEvent ?? '0') ?? 0n;
  if (!plan || price === 0n) return [];
  const now = new Date(ctx.clock.nowMs());
  const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1));
  const settled = plan.billedUntil ?? new Date(0);
  const costBetween = async (from: Date, until: Date) =>
    from < until ? costOf(await countAccepted(ctx.db, { projectId: ctx.projectId, from, until }), price) : 0n;
  const earlier = await costBetween(settled, month);
  const running = await costBetween(settled > month ? settled : month, new Date(now.getTime() + 60_000));
  const threshold = parseMoney(String(ctx.policy.deletion.usageThreshold)) ?? 0n;
  return [
    ...(earlier > 0n
      ? [reason('unpaid_earlier_usage', `Usage of earlier months for ${formatMoney(earlier)} is not settled`)]
      : []),
    ...(running > threshold
      ? [
          reason(
            'unpaid_usage',
            `The running month has usage for ${formatMoney(running)}; up to ${formatMoney(threshold)} may be open`,
          ),
        ]
      : []),
  ];

  function reason(code: string, message: string): DeletionReason {
    const details = {
      plan: plan?.name ?? '',
      earlier: formatMoney(earlier),
      running: formatMoney(running),
      threshold: formatMoney(threshold),
    };
    return { code, message, advice: 'Settle the account of the organization first.', details };
  }
}
