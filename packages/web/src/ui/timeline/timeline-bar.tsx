import { CircleX } from 'lucide-react';
import clsx from 'clsx';
import { formatDuration } from '#lib/format';
import { observationLook } from '../observation-type.tsx';
import { shareOf, type TimeWindow } from './time-window.ts';

export interface TimelineBarProps {
  type: string;
  failed: boolean;
  /** Steps that hold others are drawn paler than the steps that do the work. */
  branch: boolean;
  startUs: number;
  /** Null while it has not ended; it is then drawn up to `openEndUs`. */
  endUs: number | null;
  openEndUs: number;
  firstTokenUs: number | null;
  window: TimeWindow;
}

/** One step on the time axis. Before the first token the bar is pale; without an end it fades out. */
export function TimelineBar(props: TimelineBarProps) {
  const { startUs, endUs, window, failed, branch, firstTokenUs } = props;
  const until = endUs ?? Math.max(startUs, props.openEndUs);
  const left = shareOf(window, startUs);
  const right = shareOf(window, until);
  if (right < 0 || left > 1) return <Outside before={right < 0} />;
  const color = failed ? 'var(--error)' : observationLook(props.type).color;
  const from = Math.max(-0.01, left);
  const to = Math.min(1.01, right);
  const wait =
    firstTokenUs === null ? 0 : Math.max(0, (Math.min(firstTokenUs, until) - startUs) / Math.max(1, until - startUs));
  return (
    <>
      <span
        aria-hidden
        className={clsx(
          'absolute top-1/2 min-w-[3px] -translate-y-1/2 overflow-hidden rounded-[2px]',
          branch ? 'h-2' : 'h-3',
        )}
        style={{
          left: `${from * 100}%`,
          width: `${(to - from) * 100}%`,
          ...fillOf({ color, branch, wait, open: endUs === null }),
        }}
      />
      <BarLabel from={from} to={to} text={labelOf(startUs, endUs)} failed={failed} />
    </>
  );
}

const labelOf = (startUs: number, endUs: number | null): string =>
  endUs === null ? 'running' : endUs <= startUs ? '' : formatDuration((endUs - startUs) / 1000);

/** The share before the first token is pale; what has no end fades. */
function fillOf(bar: { color: string; branch: boolean; wait: number; open: boolean }): { background: string } {
  const mix = (percent: number): string => `color-mix(in oklch, ${bar.color} ${percent}%, transparent)`;
  const full = mix(bar.branch ? 48 : 88);
  if (bar.open) return { background: `linear-gradient(90deg, ${full} 40%, ${mix(8)})` };
  if (bar.wait <= 0) return { background: full };
  const split = `${bar.wait * 100}%`;
  return { background: `linear-gradient(90deg, ${mix(34)} ${split}, ${full} ${split})` };
}

/** Beside the bar where there is room: right of it, else left of it, else on it. */
function BarLabel({ from, to, text, failed }: { from: number; to: number; text: string; failed: boolean }) {
  const place =
    to < 0.86
      ? { left: `min(${Math.max(0, to) * 100}%, calc(100% - ${widthOf(text, failed)}px))`, paddingLeft: 7 }
      : from > 0.14
        ? { right: `${(1 - from) * 100}%`, paddingRight: 6 }
        : { right: 6 };
  const within = to >= 0.86 && from <= 0.14;
  return (
    <span
      style={place}
      className={clsx(
        'pointer-events-none absolute inset-y-0 flex items-center gap-1 text-xs whitespace-nowrap',
        failed ? 'text-error-text' : 'text-muted',
      )}
    >
      <span className={clsx('flex items-center gap-1', within && 'rounded-sm bg-surface/85 px-1')}>
        {failed ? <CircleX className="size-3" aria-hidden /> : null}
        {text}
      </span>
    </span>
  );
}

/** Pixels that a label takes at most, so that one beside a late bar is never cut. */
const widthOf = (text: string, failed: boolean): number => 13 + text.length * 6.5 + (failed ? 16 : 0);

const Outside = ({ before }: { before: boolean }) => (
  <span
    aria-hidden
    className={clsx('absolute inset-y-0 flex items-center text-xs text-faint', before ? 'left-1' : 'right-1')}
    title={before ? 'Earlier than the shown stretch' : 'Later than the shown stretch'}
  >
    {before ? '‹' : '›'}
  </span>
);
