/** What the lists of traces and of steps have in common: how they page, and how they notice what is newer. */
export const PAGE = 50;
export const FRESH_MS = 8000;
/** A list that was read just now is not asked for newer rows yet. */
export const SETTLED_MS = 3000;

/** A new question is asked by its new bounds; one whose bounds did not move is asked again. */
export const renewThen = (renew: () => void, refetch: () => Promise<unknown>) => (): void => {
  renew();
  void refetch();
};
