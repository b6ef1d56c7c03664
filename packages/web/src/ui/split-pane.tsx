import { useState, type ReactNode } from 'react';
import { Group, Panel, Separator, type Layout } from 'react-resizable-panels';
import { readStored, writeStored } from '#lib/stored';

export interface SplitPaneProps {
  /** Name under which the person's sizes are remembered. */
  name: string;
  left: ReactNode;
  right: ReactNode;
  /** Size of the right side at first, in percent. */
  rightPercent?: number;
}

/** Two panes side by side with a movable edge that stays where the person left it. */
export function SplitPane({ name, left, right, rightPercent = 42 }: SplitPaneProps) {
  const [layout] = useState(() => readLayout(name) ?? { left: 100 - rightPercent, right: rightPercent });
  return (
    <Group
      orientation="horizontal"
      defaultLayout={layout}
      onLayoutChanged={(next) => writeStored(`split.${name}`, JSON.stringify(next))}
      className="h-full min-h-0"
    >
      <Panel id="left" minSize={280} className="min-h-0">
        {left}
      </Panel>
      <Separator className="group relative w-px bg-line outline-none">
        <span
          aria-hidden
          className="absolute inset-y-0 -left-0.5 z-10 w-1 group-hover:bg-accent/50 group-focus-visible:bg-accent group-data-[separator=active]:bg-accent"
        />
      </Separator>
      <Panel id="right" minSize={320} className="min-h-0">
        {right}
      </Panel>
    </Group>
  );
}

function readLayout(name: string): Layout | null {
  try {
    const stored: unknown = JSON.parse(readStored(`split.${name}`) ?? 'null');
    if (typeof stored !== 'object' || stored === null) return null;
    const { left, right } = stored as Record<string, unknown>;
    return typeof left === 'number' && typeof right === 'number' ? { left, right } : null;
  } catch {
    return null;
  }
}
