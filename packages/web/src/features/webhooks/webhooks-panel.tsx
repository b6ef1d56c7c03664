import type { WebhookView } from '@tidemark/contract/webhooks';
import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#ui/button';
import { ConfirmDialog } from '#ui/confirm-dialog';
import { IconButton } from '#ui/icon-button';
import { ListRow, ListRows, ListSkeleton } from '#ui/list-rows';
import { Loaded } from '#ui/loaded';
import { Panel } from '#ui/panel';
import { RelativeTime } from '#ui/relative-time';
import { useToast } from '#ui/toast';
import { CreateWebhookDialog } from './create-webhook-dialog.tsx';
import { useWebhooks } from './use-webhooks.ts';

export function WebhooksPanel({ organizationId }: { organizationId: string }) {
  const webhooks = useWebhooks(organizationId);
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<WebhookView | null>(null);
  const [pinging, setPinging] = useState<string | null>(null);
  const toast = useToast();
  const ping = async ({ id, url }: WebhookView) => {
    setPinging(id);
    try {
      const { problem } = await webhooks.ping(id);
      if (problem === null) toast({ title: 'It answered', detail: url });
      else toast({ title: problem, detail: url, tone: 'error' });
    } catch (error) {
      toast({ title: (error as Error).message, tone: 'error' });
    } finally {
      setPinging(null);
    }
  };
  const add = (
    <Button size="sm" variant="primary" onClick={() => setAdding(true)}>
      <Plus aria-hidden /> Add a webhook
    </Button>
  );
  return (
    <Panel
      flush
      title="Webhooks"
      description="Called when a project is being deleted, is taken back, or is removed for good."
      actions={add}
    >
      <Loaded query={webhooks.list} problem="The webhooks could not be read" skeleton={<ListSkeleton rows={2} />}>
        {({ webhooks: known }) =>
          known.length === 0 ? (
            <p className="px-4 py-8 text-center text-sm text-muted">Nobody is called yet.</p>
          ) : (
            <ListRows label="Webhooks">
              {known.map((webhook) => (
                <ListRow
                  key={webhook.id}
                  wrap
                  title={<span className="break-all">{webhook.url}</span>}
                  detail={
                    <>
                      added <RelativeTime time={webhook.createdAt} />
                    </>
                  }
                >
                  <Button size="sm" busy={pinging === webhook.id} onClick={() => void ping(webhook)}>
                    Try it
                  </Button>
                  <IconButton icon={Trash2} label={`Remove ${webhook.url}`} onClick={() => setRemoving(webhook)} />
                </ListRow>
              ))}
            </ListRows>
          )
        }
      </Loaded>
      {adding ? <CreateWebhookDialog create={webhooks.create} onClose={() => setAdding(false)} /> : null}
      {removing === null ? null : (
        <ConfirmDialog
          open
          onOpenChange={(open) => !open && setRemoving(null)}
          title={`Remove ${removing.url}?`}
          confirmLabel="Remove"
          onConfirm={() => webhooks.remove(removing.id)}
        >
          It is told nothing from now on, but for what is on its way already.
        </ConfirmDialog>
      )}
    </Panel>
  );
}
