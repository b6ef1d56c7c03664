import { Info } from 'lucide-react';
import type { ObservationView } from './trace-types.ts';

/** How the client's message became this step: field ← attribute, and what was altered on the way in. */
export function ExplainView({ observation }: { observation: ObservationView }) {
  const fields = Object.entries(observation.mappedFrom).sort(([a], [b]) => (a < b ? -1 : 1));
  const { sdkName, sdkVersion, scopeName, source, flags } = observation;
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <p className="text-sm text-muted">
        Sent {SOURCES[source] ?? `as ${source}`}
        {sdkName === null ? '' : ` by ${sdkName}${sdkVersion === null ? '' : ` ${sdkVersion}`}`}
        {scopeName === null ? '' : `, scope ${scopeName}`}.
      </p>
      {flags.length === 0 ? null : (
        <ul className="flex flex-col gap-1">
          {flags.map((flag) => (
            <li key={flag} className="flex items-start gap-1.5 text-sm text-warning-text">
              <Info className="mt-0.5 size-4 shrink-0" aria-hidden /> {FLAGS[flag] ?? flag.replaceAll('_', ' ')}
            </li>
          ))}
        </ul>
      )}
      {fields.length === 0 ? (
        <p className="text-sm text-muted">Every field came under its own name; nothing had to be mapped.</p>
      ) : (
        <dl className="grid grid-cols-[auto_auto_1fr] rounded border border-line text-sm">
          {fields.map(([field, from]) => (
            <div key={field} className="contents [&:not(:first-child)>*]:border-t [&>*]:border-line">
              <dt className="px-3 py-1.5">{field}</dt>
              <span aria-hidden className="py-1.5 text-faint">
                ←
              </span>
              <dd className="min-w-0 px-3 py-1.5 font-mono text-xs leading-[18px] break-all text-muted">{from}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}

const SOURCES: Record<string, string> = { otel: 'over OpenTelemetry', batch: 'over the batch API' };

const FLAGS: Record<string, string> = {
  clock_clamped: 'A time lay outside of what a clock can say and was moved to the nearest that it can.',
  text_repaired: 'Some text was not valid Unicode; the broken characters were replaced.',
  id_generated: 'It came without an id and was given one.',
};
