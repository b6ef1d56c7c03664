import { useEffect, useState, type ReactNode } from 'react';
import { Segmented } from '#ui/segmented';

export interface TracePhoneProps {
  search: ReactNode;
  tree: ReactNode;
  detail: ReactNode;
  selectedId: string | null;
}

/** One pane at a time: choosing a step goes on to its details, the switch goes back. */
export function TracePhone({ search, tree, detail, selectedId }: TracePhoneProps) {
  const [pane, setPane] = useState<'tree' | 'detail'>(selectedId === null ? 'tree' : 'detail');
  useEffect(() => {
    if (selectedId !== null) setPane('detail');
  }, [selectedId]);
  return (
    <div className="flex h-full min-h-0 flex-col bg-surface">
      <div className="flex shrink-0 items-center gap-2 border-b border-line px-3 py-2">
        <Segmented
          label="Pane"
          value={pane}
          onChange={setPane}
          options={[
            { value: 'tree', label: 'Steps' },
            { value: 'detail', label: 'Details' },
          ]}
        />
        {search}
      </div>
      <div className="min-h-0 flex-1">{pane === 'tree' ? tree : detail}</div>
    </div>
  );
}
