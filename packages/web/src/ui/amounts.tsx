import clsx from 'clsx';
import { ABSENT, formatCost, formatDuration, formatInteger, formatTokens } from '#lib/format';

/** A duration in milliseconds; with `max`, a faint bar shows its share of the largest on the page. */
export function Duration({ ms, max }: { ms: number | null | undefined; max?: number }) {
  const share =
    ms !== null && ms !== undefined && max !== undefined && max > 0 ? Math.max(0.02, Math.min(1, ms / max)) : null;
  return (
    <span className="relative flex h-full w-full items-center justify-end">
      {share === null ? null : (
        <span
          aria-hidden
          className="absolute right-0 bottom-1 h-[3px] rounded-full bg-accent/30"
          style={{ width: `${share * 100}%` }}
        />
      )}
      <span className={clsx('relative', (ms === null || ms === undefined) && 'text-faint')}>{formatDuration(ms)}</span>
    </span>
  );
}

/** US dollars, four significant digits; the exact amount on hover. */
export function Cost({ usd }: { usd: number | null | undefined }) {
  if ((usd ?? 0) === 0) return <span className="text-faint">{ABSENT}</span>;
  return <span title={`$${Number(usd?.toPrecision(15))}`}>{formatCost(usd)}</span>;
}

/** `1.2k → 340`: what went in, what came out; exact on hover. None at all is nothing, as for steps that call no model. */
export function Tokens({ input, output }: { input: number | null | undefined; output: number | null | undefined }) {
  const text = formatTokens(input, output);
  if (text === ABSENT || (input ?? 0) + (output ?? 0) === 0) return <span className="text-faint">{ABSENT}</span>;
  return <span title={`${formatInteger(input ?? 0)} in, ${formatInteger(output ?? 0)} out`}>{text}</span>;
}
