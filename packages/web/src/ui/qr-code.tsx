import { encodeQR } from 'qr';
import { useMemo } from 'react';

/** Dark on light in both themes: cameras do not read it the other way round. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const rows = useMemo(() => encodeQR(text, 'raw', { border: 2 }), [text]);
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${rows.length} ${rows.length}`}
      shapeRendering="crispEdges"
      className="size-44 shrink-0 rounded border border-line"
    >
      <rect width="100%" height="100%" fill="white" />
      <path d={path(rows)} fill="black" />
    </svg>
  );
}

const path = (rows: readonly (readonly boolean[])[]): string =>
  rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
