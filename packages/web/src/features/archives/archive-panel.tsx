import { Archive } from 'lucide-react';
import { useProject } from '#lib/session';
import { useSubmit } from '#lib/use-submit';
import { Button } from '#ui/button';
import { FormError } from '#ui/form-field';
import { ListRows, ListSkeleton } from '#ui/list-rows';
import { Loaded } from '#ui/loaded';
import { Panel } from '#ui/panel';
import { ArchiveRow } from './archive-row.tsx';
import { useArchives } from './use-archives.ts';

/** Everything of the project in one file. */
export function ArchivePanel() {
  const allowed = useProject().may('archives:write');
  const { list, isMaking, create, cancel } = useArchives();
  const { busy, problem, submit } = useSubmit(create);
  return (
    <Panel
      flush
      title="Archive"
      description="Everything in this project as it is now, in one file that any Tidemark can import."
      actions={
        allowed ? (
          <Button busy={busy} disabled={isMaking} onClick={() => submit()}>
            <Archive aria-hidden /> Archive this project
          </Button>
        ) : null
      }
    >
      {problem === null ? null : (
        <div className="px-4 pt-3">
          <FormError message={problem} />
        </div>
      )}
      <Loaded query={list} problem="The archives could not be read" skeleton={<ListSkeleton rows={1} />}>
        {({ archives }) =>
          archives.length === 0 ? (
            <p className="p-4 text-base text-muted">There is no archive yet. One is kept for seven days.</p>
          ) : (
            <ListRows label="Archives">
              {archives.map((archive) => (
                <ArchiveRow key={archive.id} archive={archive} cancel={cancel} />
              ))}
            </ListRows>
          )
        }
      </Loaded>
    </Panel>
  );
}
