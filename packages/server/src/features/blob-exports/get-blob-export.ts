import type { BlobExport, BlobExportDelivery } from '@tidemark/contract/blob-exports';
import { z } from 'zod';
import { listExports } from '#features/exports';
import type { Feature } from '#kernel/feature';
import { read } from '#kernel/verb';
import { blobExportView, deliveryView } from './blob-export-view.ts';
import { groupsOf, schedulable } from './request-of.ts';
import { findSchedule } from './store/blob-exports.sql.ts';

/** How many deliveries the history shows. */
const HISTORY = 30;

export interface BlobExportState {
  schedule: BlobExport | null;
  deliveries: BlobExportDelivery[];
  /** What can be delivered: tables, and the groups of fields of each. */
  tables: { name: string; groups: string[] }[];
  /** Folders that the operator allows. */
  folders: readonly string[];
}

/** The schedule of the project, or null, with what it has delivered. */
export const getBlobExport = (features: () => readonly Feature[]) =>
  read({
    input: z.object({}),
    permission: 'blobExports:read',
    async run({ db, clock, projectId, policy }): Promise<BlobExportState> {
      const [schedule, runs] = await Promise.all([
        findSchedule(db, projectId),
        listExports(db, { projectId, kind: 'scheduled', limit: HISTORY }),
      ]);
      return {
        schedule: schedule && blobExportView(schedule, clock.nowMs()),
        deliveries: runs.map(deliveryView),
        tables: schedulable(features()).map((table) => ({ name: table.name, groups: groupsOf(table) })),
        folders: policy.outside.folders,
      };
    },
  });
