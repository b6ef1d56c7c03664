import type { Chore } from '#kernel/chore';
import type { Feature } from '#kernel/feature';

export const purgeChores = (_features: readonly Feature[]): readonly Chore[] => [];
