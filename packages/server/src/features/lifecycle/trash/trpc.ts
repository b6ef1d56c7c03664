import type { Feature } from '#kernel/feature';
import { router } from '#kernel/trpc';

export const trashRouter = (_features: readonly Feature[]) => router({});
