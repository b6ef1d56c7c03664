import { Link } from '@tanstack/react-router';
import { CircleCheck, Radio } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useProject } from '#lib/session';
import { readStored, writeStored } from '#lib/stored';
import { Button } from '#ui/button';
import { CodeBlock } from '#ui/code-block';
import { Tabs } from '#ui/tabs';
import { KeysStep } from './keys-step.tsx';
import { SNIPPETS } from './snippets.ts';
import { useFirstTrace } from './use-first-trace.ts';
import { useSnippetFacts } from './use-snippet-facts.ts';

export function GettingStartedPage() {
  const project = useProject();
  const arrived = useFirstTrace(project.id);
  const { facts, created } = useSnippetFacts();
  const [chosen, setChosen] = useState(() => readStored('sdk') ?? SNIPPETS[0]?.id ?? '');
  const snippet = SNIPPETS.find(({ id }) => id === chosen) ?? SNIPPETS[0];
  const choose = (id: string): void => {
    writeStored('sdk', id);
    setChosen(id);
  };
  return (
    <div className="mx-auto flex max-w-[820px] flex-col gap-8 px-4 py-8">
      <header>
        <h2 className="text-xl font-semibold">Send the first trace</h2>
        <p className="mt-1 text-base text-muted">
          Point the SDK that you already use at Tidemark. Only the address and the keys change.
        </p>
      </header>
      <Step number={1} title="Keys">
        <KeysStep created={created} />
      </Step>
      <Step number={2} title="Instrument">
        <Tabs
          label="SDK"
          value={snippet?.id ?? ''}
          onChange={choose}
          tabs={SNIPPETS.map(({ id, label }) => ({ value: id, label }))}
        >
          <p className="py-3 text-sm text-muted">{snippet?.about}</p>
          <div className="flex flex-col gap-3">
            {snippet?.files(facts).map(({ title, code }) => (
              <CodeBlock key={title} title={title} code={code} />
            ))}
          </div>
        </Tabs>
      </Step>
      <Step number={3} title="Watch it arrive">
        <Arrival arrived={arrived} projectId={project.id} />
      </Step>
    </div>
  );
}

const Step = ({ number, title, children }: { number: number; title: string; children: ReactNode }) => (
  <section className="grid grid-cols-[28px_1fr] gap-x-3">
    <span
      aria-hidden
      className="mt-px flex size-6 items-center justify-center rounded-full bg-accent-soft text-xs font-semibold text-accent-text"
    >
      {number}
    </span>
    <div className="min-w-0">
      <h3 className="mb-3 text-lg font-semibold">{title}</h3>
      {children}
    </div>
  </section>
);

function Arrival({ arrived, projectId }: { arrived: boolean | null; projectId: string }) {
  if (arrived === true) {
    return (
      <div className="flex flex-wrap items-center gap-3 rounded border border-line bg-surface px-4 py-3">
        <CircleCheck className="size-4 text-success" aria-hidden />
        <span className="flex-1 text-base">Traces are arriving in this project.</span>
        <Button asChild variant="primary">
          <Link to="/project/$projectId/traces" params={{ projectId }}>
            Open the traces
          </Link>
        </Button>
      </div>
    );
  }
  return (
    <div role="status" className="flex items-center gap-3 rounded border border-line bg-surface px-4 py-3">
      <Radio className="size-4 animate-pulse text-accent-text" aria-hidden />
      <span className="text-base">
        Waiting for the first event. This page turns into your traces as soon as it is here.
      </span>
    </div>
  );
}
