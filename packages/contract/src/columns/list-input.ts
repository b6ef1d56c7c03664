import { z } from 'zod';
import { Filter } from '../filter.ts';
import { Order } from '../order.ts';
import { CursorPage } from '../paging.ts';

/** A time as ISO 8601; up to microseconds count, and without an offset it is UTC. */
export const IsoTime = z.iso.datetime({ offset: true, local: true });

/** What part of a project's telemetry is looked at: the same for a list, its count and its filter values. */
export const ListScope = z.object({
  /** Inclusive. */
  from: IsoTime.nullish(),
  /** Exclusive. */
  to: IsoTime.nullish(),
  environments: z.array(z.string().max(200)).max(100).default([]),
  filter: Filter.nullish(),
  /** Words to find in names, ids, inputs and outputs. */
  search: z.string().max(1000).nullish(),
});
export type ListScope = z.infer<typeof ListScope>;

/** A page of a list: sorted by a sortable column, newest first unless said. */
export const ListInput = ListScope.extend({ order: Order.nullish(), ...CursorPage.shape });
export type ListInput = z.input<typeof ListInput>;
