import type { ReactNode } from 'react';
import { Segmented } from '#ui/segmented';

export type PhonePane = 'steps' | 'details';

export interface TracePhoneProps {
  pane: PhonePane;
  onPane: (pane: PhonePane) => void;
  search: ReactNode;
  tree: ReactNode;
  detail: ReactNode;
}

/** One pane at a time: choosing a step goes on to its details, the switch goes back. */
export function TracePhone({ pane, onPane, search, tree, detail }: TracePhoneProps) {
  return (
    <div className="flex h-full min-h-0 flex-col bg-surface">
      <div className="flex shrink-0 items-center gap-2 border-b border-line px-3 py-2">
        <Segmented
          label="Pane"
          value={pane}
          onChange={onPane}
          options={[
            { value: 'steps', label: 'Steps' },
            { value: 'details', label: 'Details' },
          ]}
        />
        {search}
      </div>
      <div className="min-h-0 flex-1">{pane === 'steps' ? tree : detail}</div>
    </div>
  );
}
