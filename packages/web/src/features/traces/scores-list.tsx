import { Badge } from '#ui/badge';
import { RelativeTime } from '#ui/relative-time';
import type { ScoreView } from './trace-types.ts';

/** Scores given to a trace or a step: what, how much, by whom, why. */
export function ScoresList({ scores, of }: { scores: readonly ScoreView[]; of: string }) {
  if (scores.length === 0) return <p className="text-sm text-muted">Nobody and nothing has scored this {of} yet.</p>;
  return (
    <ul className="divide-y divide-line rounded border border-line">
      {scores.map((score) => (
        <li key={score.id} className="px-3 py-2">
          <div className="flex items-center gap-2">
            <span className="truncate text-sm font-medium">{score.name}</span>
            <span className="rounded-sm bg-sunken px-1.5 font-mono text-sm">{scoreText(score)}</span>
            <Badge>{SOURCES[score.source]}</Badge>
            <RelativeTime time={score.timestamp} className="ml-auto shrink-0 text-xs text-faint" />
          </div>
          {score.comment === null || score.comment === '' ? null : (
            <p className="mt-1 text-sm break-words whitespace-pre-wrap text-muted">{score.comment}</p>
          )}
        </li>
      ))}
    </ul>
  );
}

const SOURCES = { API: 'sent by the API', ANNOTATION: 'by a person', EVAL: 'by an evaluator' } as const;

const scoreText = ({ stringValue, value }: ScoreView): string =>
  stringValue !== null && stringValue !== ''
    ? stringValue
    : value === null
      ? '–'
      : String(Number(value.toPrecision(6)));
