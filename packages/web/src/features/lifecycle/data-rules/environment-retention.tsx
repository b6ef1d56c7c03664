import { Trash2 } from 'lucide-react';
import { IconButton } from '#ui/icon-button';
import { Input } from '#ui/input';

/** Limits of an environment, as they are typed. */
export interface EnvironmentRow {
  environment: string;
  days: string;
  maxSteps: string;
}

export interface EnvironmentRetentionProps {
  allowed: boolean;
  rows: readonly EnvironmentRow[];
  onChange: (rows: readonly EnvironmentRow[]) => void;
}

/** Environments that keep theirs for another time, or fewer of them. Nothing where there are none. */
export function EnvironmentRetention({ allowed, rows, onChange }: EnvironmentRetentionProps) {
  if (rows.length === 0) return null;
  const change = (index: number, part: Partial<EnvironmentRow>): void =>
    onChange(rows.map((row, at) => (at === index ? { ...row, ...part } : row)));
  return (
    <div className="flex flex-col gap-1.5">
      <div aria-hidden className={`${COLUMNS} text-sm font-medium`}>
        <span className="max-sm:col-span-3">Environment</span>
        <span>Days</span>
        <span>Steps</span>
      </div>
      <ul aria-label="Limits of environments" className="flex flex-col gap-2">
        {rows.map((row, index) => (
          <li key={index} className={COLUMNS}>
            <Input
              className="max-sm:col-span-3"
              aria-label={`Environment ${index + 1}`}
              placeholder="staging"
              required
              maxLength={200}
              disabled={!allowed}
              value={row.environment}
              onChange={(event) => change(index, { environment: event.target.value })}
            />
            <Input
              aria-label={`Days of environment ${index + 1}`}
              type="number"
              min={3}
              max={3650}
              required={row.maxSteps.trim() === ''}
              placeholder="as the project"
              disabled={!allowed}
              value={row.days}
              onChange={(event) => change(index, { days: event.target.value })}
            />
            <Input
              aria-label={`Steps of environment ${index + 1}`}
              type="number"
              min={1000}
              placeholder="all"
              disabled={!allowed}
              value={row.maxSteps}
              onChange={(event) => change(index, { maxSteps: event.target.value })}
            />
            {allowed ? (
              <IconButton
                icon={Trash2}
                label={`Remove environment ${index + 1}`}
                onClick={() => onChange(rows.filter((_row, at) => at !== index))}
              />
            ) : null}
          </li>
        ))}
      </ul>
    </div>
  );
}

const COLUMNS = 'grid grid-cols-[1fr_1fr_2rem] items-center gap-2 sm:grid-cols-[1fr_1fr_1fr_2rem]';
