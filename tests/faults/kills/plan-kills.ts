/** One death of a product. */
export interface Kill {
  /** Which row of the report it belongs to. */
  point: KillPoint;
  /** At which time that the point is reached. */
  hit: number;
}

/** Points in the code, the trace store killed in the middle of an INSERT, and a kill at no named moment. */
export const KILL_POINTS = [
  'K0',
  'K1',
  'K2',
  'K3',
  'K4',
  'K5',
  'K6',
  'K7',
  'K8',
  'K9',
  'K9 engine',
  'K10',
  'K11',
  'K12',
  'K13',
  'K14',
  'K15',
  'any',
] as const;
export type KillPoint = (typeof KILL_POINTS)[number];

/** Reached for every request, every commit of the journal, every segment or INSERT. */
const MOST_HITS: Partial<Record<KillPoint, number>> = {
  K0: 24,
  K1: 24,
  K2: 10,
  K3: 10,
  K5: 24,
  K7: 2,
  K8: 3,
  K9: 3,
  'K9 engine': 3,
  K10: 2,
  K11: 2,
  K12: 2,
};

/** The kills of a round in random order: each point once, and before K14 a kill that leaves it something to find. */
export function planRound(random: () => number, points: readonly KillPoint[]): Kill[] {
  return points
    .map((point) => ({ point, at: random(), hit: 1 + Math.floor(random() * (MOST_HITS[point] ?? 1)) }))
    .toSorted((a, b) => a.at - b.at)
    .flatMap(({ point, hit }): Kill[] => [
      ...(point === 'K14' ? [{ point: 'any' as const, hit: 1 }] : []),
      { point, hit },
    ]);
}
