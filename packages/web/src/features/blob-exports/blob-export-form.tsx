import type { BlobExport, BlobExportDraft } from '@tidemark/contract/blob-exports';
import { useState } from 'react';
import { useProject } from '#lib/session';
import { useSubmit } from '#lib/use-submit';
import { Button } from '#ui/button';
import { FormError } from '#ui/form-field';
import { Panel } from '#ui/panel';
import { useToast } from '#ui/toast';
import { PlaceFields } from './place-fields.tsx';
import type { BlobExportActions } from './use-blob-export.ts';
import { WhatFields } from './what-fields.tsx';

type State = NonNullable<BlobExportActions['state']['data']>;

interface BlobExportFormProps {
  state: State;
  actions: BlobExportActions;
}

/** Where to, how often, what, and in which form. */
export function BlobExportForm({ state, actions }: BlobExportFormProps) {
  const { schedule } = state;
  const allowed = useProject().may('blobExports:write');
  const toast = useToast();
  const [draft, setDraft] = useState(() => draftOf(schedule));
  const [said, setSaid] = useState<{ ok: boolean; text: string } | null>(null);
  const change = (changed: Partial<BlobExportDraft>): void => {
    setDraft({ ...draft, ...changed });
    setSaid(null);
  };
  const save = useSubmit(async () => {
    await actions.set(draft);
    change({ secret: null });
    toast({
      title: 'The scheduled export is saved',
      detail: draft.enabled === false ? 'It is paused.' : 'It begins within seconds.',
    });
  });
  const test = useSubmit(async () => {
    setSaid(null);
    const { ok, problem } = await actions.test(draft);
    setSaid({ ok, text: ok ? 'A small file was written there and removed again.' : (problem ?? 'It did not work') });
  });
  return (
    <Panel
      title={schedule ? 'Settings' : 'Scheduled export'}
      description="Everything that is stored goes out part by part, each row version once. A manifest names the files of a part when they are complete."
    >
      <form className="flex flex-col gap-5" onSubmit={save.submit}>
        <fieldset disabled={!allowed} className="flex flex-col gap-5">
          <PlaceFields
            draft={draft}
            hasSecret={schedule?.hasSecret ?? false}
            folders={state.folders}
            onChange={change}
          />
          <WhatFields draft={draft} tables={state.tables} onChange={change} />
        </fieldset>
        <FormError message={save.problem ?? test.problem} />
        <p
          aria-live="polite"
          className={said?.ok ? 'text-sm text-success-text' : 'text-sm break-words text-error-text'}
        >
          {said?.text}
        </p>
        {allowed ? (
          <div className="flex flex-wrap gap-2">
            <Button type="submit" variant="primary" busy={save.busy}>
              Save
            </Button>
            <Button busy={test.busy} onClick={() => test.submit()}>
              Test connection
            </Button>
          </div>
        ) : (
          <p className="text-sm text-muted">Only owners and admins can change it.</p>
        )}
      </form>
    </Panel>
  );
}

function draftOf(schedule: BlobExport | null): BlobExportDraft {
  if (!schedule)
    return {
      kind: 's3',
      bucket: '',
      region: '',
      endpoint: null,
      forcePathStyle: false,
      accessKeyId: null,
      secret: null,
      prefix: '',
      frequency: 'hourly',
      mode: 'FULL_HISTORY',
      startAt: null,
      tables: ['observations', 'traces', 'scores'],
      fieldGroups: [],
      format: 'parquet',
      compression: 'none',
      enabled: true,
    };
  const { kind, bucket, region, endpoint, forcePathStyle, accessKeyId, prefix, frequency, mode, startAt } = schedule;
  const { tables, fieldGroups, format, compression, enabled, source } = schedule;
  return {
    ...{ kind, bucket, region, endpoint, forcePathStyle, accessKeyId, prefix, frequency, mode, startAt },
    ...{ tables, fieldGroups, format, compression, enabled, source, secret: null },
  };
}
