/** The mark of the product: two lines of water, the higher one what the tide left. */
export const TidemarkMark = ({ className }: { className?: string }) => (
  <svg viewBox="0 0 32 32" className={className} aria-hidden focusable="false">
    <rect width="32" height="32" rx="7" className="fill-accent" />
    <path
      d="M5 12.5c3.7 0 3.7 3 7.3 3s3.7-3 7.4-3 3.6 3 7.3 3"
      fill="none"
      className="stroke-accent-ink"
      strokeWidth="2.6"
      strokeLinecap="round"
    />
    <path
      d="M5 20c3.7 0 3.7 3 7.3 3s3.7-3 7.4-3"
      fill="none"
      className="stroke-accent-ink"
      strokeOpacity="0.62"
      strokeWidth="2.6"
      strokeLinecap="round"
    />
  </svg>
);
