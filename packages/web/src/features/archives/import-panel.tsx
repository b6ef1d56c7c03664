import { Upload } from 'lucide-react';
import { useRef, useState } from 'react';
import { useProject } from '#lib/session';
import { useSubmit } from '#lib/use-submit';
import { Button } from '#ui/button';
import { Checkbox } from '#ui/checkbox';
import { FormError } from '#ui/form-field';
import { ListRows } from '#ui/list-rows';
import { Panel } from '#ui/panel';
import { Progress } from '#ui/progress';
import { ImportRow } from './import-row.tsx';
import { useImports } from './use-imports.ts';

/** Brings an archive into this project: first what would come, then, when somebody says so, the rows. */
export function ImportPanel() {
  const project = useProject();
  const chooser = useRef<HTMLInputElement>(null);
  const file = useRef<File | null>(null);
  const [withSettings, setWithSettings] = useState(false);
  const imports = useImports();
  const rows = imports.list.data?.imports ?? [];
  const { busy, problem, submit } = useSubmit(async () => {
    if (file.current) await imports.upload(file.current, withSettings);
  });
  return (
    <Panel
      flush
      title="Import an archive"
      description="The file is read in full and checked first. You see what would come before anything is stored."
    >
      <div className="flex flex-col gap-3 p-4">
        {imports.sent === null ? (
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <input
              ref={chooser}
              type="file"
              accept=".tar,application/x-tar"
              className="sr-only"
              aria-label="Archive"
              tabIndex={-1}
              onChange={({ target }) => {
                file.current = target.files?.[0] ?? null;
                target.value = '';
                if (file.current) submit();
              }}
            />
            <Button busy={busy} onClick={() => chooser.current?.click()}>
              <Upload aria-hidden /> Choose an archive
            </Button>
            {project.may('retention:write') && project.may('masking:write') ? (
              <label className="flex items-center gap-2 text-sm">
                <Checkbox
                  checked={withSettings}
                  onCheckedChange={(checked) => setWithSettings(checked === true)}
                  label="Also take over its retention and masking rules"
                />
                Also take over its retention and masking rules
              </label>
            ) : null}
          </div>
        ) : (
          <Progress label="Sending the archive" share={imports.sent} />
        )}
        <FormError message={problem} />
      </div>
      {rows.length === 0 ? null : (
        <div className="border-t border-line">
          <ListRows label="Imports">
            {rows.map((one) => (
              <ImportRow key={one.id} given={one} start={imports.start} cancel={imports.cancel} />
            ))}
          </ListRows>
        </div>
      )}
    </Panel>
  );
}
