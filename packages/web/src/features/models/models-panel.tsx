import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { formatInteger } from '#lib/format';
import { useProject } from '#lib/session';
import { useRestoreDeletion } from '#lib/use-restore-deletion';
import { Button } from '#ui/button';
import { IconButton } from '#ui/icon-button';
import { ListRow, ListRows, ListSkeleton } from '#ui/list-rows';
import { Loaded } from '#ui/loaded';
import { Panel } from '#ui/panel';
import { ReasonDialog } from '#ui/reason-dialog';
import { useUndoToast } from '#ui/undo-toast';
import { CreateModelDialog } from './create-model-dialog.tsx';
import { priceWords } from './price-words.ts';
import { useModels, type Model } from './use-models.ts';

/** Models that the project prices itself. */
export function ModelsPanel() {
  const { list, create, remove } = useModels();
  const allowed = useProject().may('models:write');
  const [adding, setAdding] = useState(false);
  const [deleting, setDeleting] = useState<Model | null>(null);
  const restore = useRestoreDeletion();
  const offerUndo = useUndoToast();
  const takeAway = async ({ id, name }: Model, reason: string): Promise<void> => {
    const { deletionId } = await remove(id, reason);
    offerUndo({ title: `${name} is deleted`, undo: () => restore(deletionId) });
  };
  const add = (
    <Button size="sm" variant="primary" onClick={() => setAdding(true)}>
      <Plus aria-hidden /> Add a model
    </Button>
  );
  return (
    <Panel
      flush
      title="Models of this project"
      description="Tried before the public price list, in dollars per million units."
      {...(allowed ? { actions: add } : {})}
    >
      <Loaded query={list} problem="The models could not be read" skeleton={<ListSkeleton rows={2} />}>
        {({ models, publicPricesAsOf }) => {
          const own = models.filter(({ origin }) => origin === 'project');
          return (
            <>
              <ListRows label="Models of this project">
                {own.map((model) => (
                  <ListRow
                    key={model.id}
                    wrap
                    title={model.name}
                    detail={
                      <>
                        {priceWords(model.tiers[0]?.prices ?? {})}
                        {model.tiers.length > 1 ? `, and ${model.tiers.length - 1} more tiers` : ''}
                        <code className="mt-0.5 block font-mono text-xs break-all">{model.pattern}</code>
                      </>
                    }
                  >
                    {allowed ? (
                      <IconButton icon={Trash2} label={`Delete ${model.name}`} onClick={() => setDeleting(model)} />
                    ) : null}
                  </ListRow>
                ))}
              </ListRows>
              <p className={own.length === 0 ? 'px-4 py-8 text-center text-sm text-muted' : NOTE}>
                {own.length === 0 ? 'This project prices no models itself. ' : ''}
                The public list knows {formatInteger(models.length - own.length)} models, as of {publicPricesAsOf}.
              </p>
            </>
          );
        }}
      </Loaded>
      {adding ? <CreateModelDialog create={create} onClose={() => setAdding(false)} /> : null}
      {deleting === null ? null : (
        <ReasonDialog
          title={`Delete ${deleting.name}?`}
          description="What comes in from now on is priced by the public list, or not at all. What is stored keeps its cost. It waits in the trash and can be restored from there."
          hint="Kept in the audit log and shown in the trash."
          confirmLabel="Delete"
          variant="danger"
          confirm={(reason) => takeAway(deleting, reason)}
          onClose={() => setDeleting(null)}
        />
      )}
    </Panel>
  );
}

const NOTE = 'border-t border-line px-4 py-2.5 text-sm text-muted';
