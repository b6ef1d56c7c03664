import type { Feature } from '#kernel/feature';
import { router } from '#kernel/trpc';

export const adminRouter = (_features: readonly Feature[]) => router({});
