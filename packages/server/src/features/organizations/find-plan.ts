import type { Db } from '#platform/postgres/db';
import { selectPlan } from './store/organizations.sql.ts';

/** What an organization pays by. Free unless an operator says otherwise in the table. */
export interface Plan {
  name: string;
  /** Decimal text, in the plan's currency. */
  pricePerEvent: string;
  /** Up to when usage is settled; null is not at all. */
  billedUntil: Date | null;
}

export async function findPlan(db: Db, organizationId: string): Promise<Plan | null> {
  const row = await selectPlan(db, organizationId);
  return row ? { name: row.plan, pricePerEvent: String(row.price_per_event), billedUntil: row.billed_until } : null;
}
