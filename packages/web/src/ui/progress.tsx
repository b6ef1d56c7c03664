export interface ProgressProps {
  /** 0 to 1; null while the end is not known. */
  share: number | null;
  label: string;
  /** Rows, rate and time left, as far as known. */
  detail?: string;
}

export function Progress({ share, label, detail }: ProgressProps) {
  const percent = share === null ? undefined : Math.round(Math.min(1, Math.max(0, share)) * 100);
  return (
    <div className="flex flex-col gap-1">
      <div className="flex justify-between gap-3 text-sm">
        <span>{label}</span>
        <span className="text-muted">{detail ?? (percent === undefined ? '' : `${percent}%`)}</span>
      </div>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        className="h-1.5 overflow-hidden rounded-full bg-line"
      >
        <div
          className={share === null ? 'h-full w-1/3 animate-pulse bg-accent' : 'h-full bg-accent'}
          style={percent === undefined ? undefined : { width: `${percent}%` }}
        />
      </div>
    </div>
  );
}
