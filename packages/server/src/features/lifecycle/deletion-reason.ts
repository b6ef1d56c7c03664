/** One reason why something cannot be deleted now; all of them are told at once. */
export interface DeletionReason {
  /** For programs: `legal_hold`, `termination_protection`, `unpaid_usage`, … */
  code: string;
  message: string;
  /** What to do about it. */
  advice: string;
  details?: Record<string, unknown>;
}
