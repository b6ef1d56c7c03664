import type { Feature } from '#kernel/feature';
import { router } from '#kernel/trpc';
import { adminRouter } from './admin/trpc.ts';
import { trashRouter } from './trash/trpc.ts';

export const lifecycleRouter = (features: readonly Feature[]) =>
  router({ trash: trashRouter(features), admin: adminRouter(features) });
