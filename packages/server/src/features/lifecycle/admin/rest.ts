import type { Feature } from '#kernel/feature';
import type { RestRoute } from '#kernel/rest';

export const adminRest = (_features: readonly Feature[]): readonly RestRoute[] => [];
