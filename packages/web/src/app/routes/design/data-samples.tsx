import { Inbox } from 'lucide-react';
import { useState } from 'react';
import { formatCost, formatCount, formatDuration } from '#lib/format';
import { nowMs } from '#lib/clock';
import { Cost, Duration, Tokens } from '#ui/amounts';
import { Button } from '#ui/button';
import { CodeBlock } from '#ui/code-block';
import { EmptyState } from '#ui/empty-state';
import { ErrorState } from '#ui/error-state';
import { LevelDot } from '#ui/level-dot';
import { ListRow, ListRows, ListSkeleton } from '#ui/list-rows';
import { Panel } from '#ui/panel';
import { RelativeTime } from '#ui/relative-time';
import { StatTile } from '#ui/stat-tile';
import { TimeChart } from '#ui/time-chart';
import { Sample } from './sample.tsx';

const wave = (index: number, scale: number): number => scale * (1.2 + Math.sin(index / 5) + Math.sin(index / 1.7) / 3);

export function DataSamples() {
  const [start] = useState(nowMs);
  const times = Array.from({ length: 56 }, (_, index) => start - (56 - index) * 3 * 3_600_000);
  return (
    <>
      <Sample title="Values">
        <RelativeTime time={start - 200_000} />
        <Duration ms={12_400} />
        <Cost usd={0.0312} />
        <Tokens input={1200} output={340} />
        <LevelDot level="ERROR" />
        <LevelDot level="WARNING" />
        <LevelDot level="DEBUG" />
      </Sample>
      <Panel flush>
        <div className="grid grid-cols-2 divide-x divide-line sm:grid-cols-4">
          <StatTile label="Traces" value="12,048" detail="1,721 a day" />
          <StatTile label="Cost" value={formatCost(184.2)} detail="$0.0153 each" />
          <StatTile label="Latency p95" value={formatDuration(4210)} detail="p50 812 ms" />
          <StatTile label="Errors" value={undefined} />
        </div>
      </Panel>
      <Panel title="Latency">
        <TimeChart
          label="Latency over time"
          times={times}
          series={[
            {
              label: 'p50',
              color: '--accent',
              format: formatDuration,
              values: times.map((_, index) => wave(index, 400)),
            },
            {
              label: 'p95',
              color: '--warning',
              format: formatDuration,
              values: times.map((_, index) => (index === 20 ? null : wave(index, 1400))),
            },
          ]}
        />
      </Panel>
      <Panel title="Traces">
        <TimeChart
          label="Traces over time"
          times={times}
          series={[
            {
              label: 'traces',
              kind: 'bars',
              color: '--accent',
              format: formatCount,
              values: times.map((_, index) => Math.round(wave(index, 90))),
            },
          ]}
        />
      </Panel>
      <Panel title="Members" flush>
        <ListRows label="Members">
          <ListRow title="Ada Lovelace" detail="ada@example.org" you>
            <Button size="sm">Change</Button>
          </ListRow>
        </ListRows>
        <ListSkeleton rows={1} />
      </Panel>
      <CodeBlock
        title="main.py"
        code={
          'from langfuse import observe\n\n@observe()\ndef answer(question: str) -> str:\n    return "The tide turns every six hours."'
        }
      />
      <Panel flush>
        <EmptyState icon={Inbox} title="No traces match" action={<Button variant="primary">Clear the filter</Button>}>
          None of the traces of the last 7 days are at level error.
        </EmptyState>
      </Panel>
      <Panel flush>
        <ErrorState
          title="The traces could not be read"
          error={{
            message: 'The query took longer than 15 seconds.',
            data: { appCode: 'limit_exceeded', requestId: 'req-8f3a21' },
          }}
          kept="Your filter is kept."
          onRetry={() => {}}
        />
      </Panel>
    </>
  );
}
