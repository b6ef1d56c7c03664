import { formatInteger } from '#lib/format';
import { Button } from '#ui/button';
import { PAGE } from './use-admin.ts';

export interface PagerProps {
  skip: number;
  total: number;
  onSkip: (skip: number) => void;
}

/** Nothing where one page holds everything. */
export function Pager({ skip, total, onSkip }: PagerProps) {
  if (total <= PAGE) return null;
  return (
    <div className="flex items-center justify-end gap-2 border-t border-line px-4 py-2 text-sm text-muted">
      {formatInteger(skip + 1)}–{formatInteger(Math.min(skip + PAGE, total))} of {formatInteger(total)}
      <Button size="sm" disabled={skip === 0} onClick={() => onSkip(Math.max(0, skip - PAGE))}>
        Newer
      </Button>
      <Button size="sm" disabled={skip + PAGE >= total} onClick={() => onSkip(skip + PAGE)}>
        Older
      </Button>
    </div>
  );
}
