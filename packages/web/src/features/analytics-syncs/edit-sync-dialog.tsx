import { ANALYTICS_ENDPOINTS, ANALYTICS_TABLES } from '@tidemark/contract/analytics-syncs';
import type { AnalyticsProvider, AnalyticsSyncView, AnalyticsTable } from '@tidemark/contract/analytics-syncs';
import { useState } from 'react';
import { useSubmit } from '#lib/use-submit';
import { Button } from '#ui/button';
import { Checkbox } from '#ui/checkbox';
import { Dialog } from '#ui/dialog';
import { FormError, FormField } from '#ui/form-field';
import { Input } from '#ui/input';
import { Switch } from '#ui/switch';
import { useToast } from '#ui/toast';
import { PROVIDER_NAMES, SECRET_NAMES, TABLE_NAMES } from './provider-words.ts';
import type { AnalyticsSyncs } from './use-analytics-syncs.ts';

export interface EditSyncDialogProps {
  provider: AnalyticsProvider;
  /** Null to connect. */
  sync: AnalyticsSyncView | null;
  syncs: AnalyticsSyncs;
  onClose: () => void;
}

export function EditSyncDialog({ provider, sync, syncs, onClose }: EditSyncDialogProps) {
  const name = PROVIDER_NAMES[provider];
  const [endpoint, setEndpoint] = useState(sync?.endpoint ?? ANALYTICS_ENDPOINTS[provider][0]);
  const [secret, setSecret] = useState('');
  const [eventPrefix, setEventPrefix] = useState(sync?.eventPrefix ?? 'tidemark');
  const [tables, setTables] = useState<readonly AnalyticsTable[]>(sync?.tables ?? ['traces', 'scores']);
  const [withHistory, setWithHistory] = useState(false);
  const [enabled, setEnabled] = useState(sync?.enabled ?? true);
  const toast = useToast();
  const target = { provider, endpoint: endpoint.trim(), eventPrefix, ...(secret.trim() === '' ? {} : { secret }) };
  const saving = useSubmit(async () => {
    await syncs.save({ ...target, tables: [...tables], withHistory, enabled });
    onClose();
  });
  const testing = useSubmit(async () => {
    const { event, problem } = await syncs.test(target);
    if (problem !== null) throw new Error(problem);
    toast({ title: `${name} took the event “${event}”` });
  });
  const toggle = (table: AnalyticsTable, isOn: boolean) =>
    setTables(ANALYTICS_TABLES.filter((one) => (one === table ? isOn : tables.includes(one))));
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={sync ? `Sync with ${name}` : `Connect ${name}`}
      description="An event sent twice counts once there."
      footer={
        <>
          <Button onClick={() => testing.submit()} busy={testing.busy} className="mr-auto">
            Send a test event
          </Button>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="edit-sync" variant="primary" busy={saving.busy} disabled={tables.length === 0}>
            {sync ? 'Save' : 'Connect'}
          </Button>
        </>
      }
    >
      <form id="edit-sync" className="flex flex-col gap-4" onSubmit={saving.submit}>
        <FormField label="Address" hint={`Such as ${ANALYTICS_ENDPOINTS[provider].join(', ')}.`}>
          {(control) => (
            <Input
              {...control}
              type="url"
              required
              spellCheck={false}
              list="sync-endpoints"
              value={endpoint}
              onChange={(event) => setEndpoint(event.target.value)}
            />
          )}
        </FormField>
        <datalist id="sync-endpoints">
          {ANALYTICS_ENDPOINTS[provider].map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
        <FormField label={SECRET_NAMES[provider].label} hint={SECRET_NAMES[provider].hint}>
          {(control) => (
            <Input
              {...control}
              type="password"
              autoComplete="off"
              required={sync === null}
              placeholder={sync === null ? '' : 'Kept; enter another one to replace it'}
              value={secret}
              onChange={(event) => setSecret(event.target.value)}
            />
          )}
        </FormField>
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-1.5 text-sm font-medium">What is sent</legend>
          {ANALYTICS_TABLES.map((table) => (
            <label key={table} className="flex items-center gap-2 text-sm">
              <Checkbox checked={tables.includes(table)} onCheckedChange={(isOn) => toggle(table, isOn === true)} />
              <span>
                {TABLE_NAMES[table].label} <span className="text-muted">{TABLE_NAMES[table].hint}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <FormField
          label="First word of event names"
          hint={`“${eventPrefix} trace”, “${eventPrefix} generation”, “${eventPrefix} score”.`}
        >
          {(control) => (
            <Input
              {...control}
              required
              maxLength={40}
              value={eventPrefix}
              onChange={(event) => setEventPrefix(event.target.value)}
            />
          )}
        </FormField>
        <label className="flex items-center justify-between gap-4 text-sm">
          {sync ? 'Send every hour' : 'Also send what is stored already'}
          {sync ? (
            <Switch checked={enabled} onCheckedChange={setEnabled} />
          ) : (
            <Switch checked={withHistory} onCheckedChange={setWithHistory} />
          )}
        </label>
        <FormError message={saving.problem ?? testing.problem} />
      </form>
    </Dialog>
  );
}
