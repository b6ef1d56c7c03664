import { Trash2 } from 'lucide-react';
import { Badge } from '#ui/badge';
import { IconButton } from '#ui/icon-button';
import { RelativeTime } from '#ui/relative-time';
import type { ScoreView } from './trace-types.ts';
import { useDeleteScore } from './use-delete-score.ts';

export interface ScoresListProps {
  scores: readonly ScoreView[];
  /** What was scored: `trace`, `step`. */
  of: string;
  /** Goes to the step that a score of the trace's list belongs to. */
  onStep?: (observationId: string) => void;
}

/** Scores given to a trace or a step: what, how much, by whom, why. */
export function ScoresList({ scores, of, onStep }: ScoresListProps) {
  const remove = useDeleteScore();
  if (scores.length === 0) return <p className="text-sm text-muted">Nobody and nothing has scored this {of} yet.</p>;
  return (
    <ul className="divide-y divide-line rounded border border-line">
      {scores.map((score) => (
        <li key={score.id} className="px-3 py-2">
          <div className="flex items-center gap-2">
            <span className="truncate text-sm font-medium">{score.name}</span>
            <span className="rounded-sm bg-sunken px-1.5 font-mono text-sm">{scoreText(score)}</span>
            <Badge>{SOURCES[score.source]}</Badge>
            {onStep === undefined || score.observationId === null ? null : (
              <StepButton id={score.observationId} onStep={onStep} />
            )}
            <RelativeTime time={score.timestamp} className="ml-auto shrink-0 text-xs text-faint" />
            {remove === null ? null : (
              <IconButton
                icon={Trash2}
                size="sm"
                label={`Delete the score ${score.name}`}
                onClick={() => void remove(score)}
              />
            )}
          </div>
          {score.comment === null || score.comment === '' ? null : (
            <p className="mt-1 text-sm break-words whitespace-pre-wrap text-muted">{score.comment}</p>
          )}
        </li>
      ))}
    </ul>
  );
}

const StepButton = ({ id, onStep }: { id: string; onStep: (id: string) => void }) => (
  <button type="button" onClick={() => onStep(id)} className="text-xs text-accent-text hover:underline">
    of a step
  </button>
);

const SOURCES = { API: 'sent by the API', ANNOTATION: 'by a person', EVAL: 'by an evaluator' } as const;

const scoreText = ({ stringValue, value }: ScoreView): string =>
  stringValue !== null && stringValue !== ''
    ? stringValue
    : value === null
      ? '–'
      : String(Number(value.toPrecision(6)));
