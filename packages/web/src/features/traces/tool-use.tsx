import { Wrench } from 'lucide-react';
import { Fold } from '#ui/chat-view/fold';
import { JsonView } from '#ui/json-view/json-view';
import { fromTexts } from '#ui/payload-view/from-texts';
import type { ObservationView } from './trace-types.ts';

/** Tools that the model was offered and those it called. */
export function ToolUse({ observation, search }: { observation: ObservationView; search: string }) {
  // The chat view lists the tools of an input that carries them itself.
  const told = observation.input?.includes('"tools"') === true;
  const offered = told ? [] : Object.keys(observation.toolDefinitions);
  const { toolCallNames } = observation;
  if (offered.length === 0 && toolCallNames.length === 0) return null;
  return (
    <section aria-label="Tools" className="flex min-w-0 flex-col gap-1">
      {toolCallNames.length === 0 ? null : (
        <p className="flex flex-wrap items-center gap-1.5 text-sm">
          <Wrench className="size-4 text-type-tool" aria-hidden /> called
          {countNames(toolCallNames).map(([name, times]) => (
            <code key={name} className="rounded-sm bg-sunken px-1.5 font-mono text-sm">
              {name}
              {times > 1 ? <span className="text-faint"> ×{times}</span> : null}
            </code>
          ))}
        </p>
      )}
      {offered.length === 0 ? null : (
        <Fold title={`${offered.length} ${offered.length === 1 ? 'tool' : 'tools'} offered: ${offered.join(', ')}`}>
          <JsonView value={fromTexts(observation.toolDefinitions)} label="Tools offered" search={search} />
        </Fold>
      )}
    </section>
  );
}

function countNames(names: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts];
}
