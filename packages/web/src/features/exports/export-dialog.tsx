import {
  columnInFile,
  EXPORT_COMPRESSIONS,
  EXPORT_FORMATS,
  type ExportCompression,
  type ExportFormat,
} from '@tidemark/contract/exports';
import { useState, type ReactNode } from 'react';
import type { ExportableList } from '#lib/list-export';
import { readStored, writeStored } from '#lib/stored';
import { useSubmit } from '#lib/use-submit';
import { Button } from '#ui/button';
import { Dialog } from '#ui/dialog';
import { FormError, FormField } from '#ui/form-field';
import { Segmented } from '#ui/segmented';
import { Select } from '#ui/select';
import { ExportSummary } from './export-summary.tsx';
import { FORMATS, TABLES } from './export-words.ts';
import { useExportChanges } from './use-exports.ts';

/** Asks in what form, and says what will be in it. */
export function ExportDialog({ list, onClose }: { list: ExportableList; onClose: () => void }) {
  const { table, scope } = list;
  const [format, setFormat] = useState(lastFormat);
  const [packing, setCompression] = useState<ExportCompression>('none');
  const [all, setAll] = useState(false);
  const { create } = useExportChanges();
  const compression = format === 'parquet' ? 'none' : packing;
  const shown = list.columns.filter((name) => columnInFile(name) !== null);
  const columns = all || shown.length === 0 ? null : shown;
  const { busy, problem, submit } = useSubmit(async () => {
    await create({ table, ...scope, columns, format, compression });
    writeStored('export-format', format);
    onClose();
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Export ${TABLES[table].noun}`}
      description="It runs in the background. You can leave this page, and get a mail when it is done."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" busy={busy} onClick={() => submit()}>
            Start the export
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Choice label="Format" hint={FORMATS[format].hint}>
          <Segmented
            label="Format"
            value={format}
            onChange={setFormat}
            options={EXPORT_FORMATS.map((value) => ({ value, label: FORMATS[value].label }))}
          />
        </Choice>
        <Choice
          label="Columns"
          hint={`Inputs and outputs come whole, also where the list shows their beginning.${list.columns.includes('scores') ? ' Scores are a table of their own and not in it.' : ''}`}
        >
          <Segmented
            label="Columns"
            value={all ? 'all' : 'shown'}
            onChange={(value) => setAll(value === 'all')}
            options={[
              { value: 'shown', label: `As shown (${shown.length})` },
              { value: 'all', label: 'All' },
            ]}
          />
        </Choice>
        {format === 'parquet' ? null : (
          <FormField label="Compression">
            {({ id }) => (
              <Select id={id} value={packing} onChange={setCompression} options={COMPRESSIONS} className="w-48!" />
            )}
          </FormField>
        )}
        <ExportSummary order={{ table, ...scope, columns, format, compression }} />
        <FormError message={problem} />
      </div>
    </Dialog>
  );
}

const COMPRESSION_NAMES = { none: 'None', gzip: 'gzip', zstd: 'zstd' } as const satisfies Record<
  ExportCompression,
  string
>;
const COMPRESSIONS = EXPORT_COMPRESSIONS.map((value) => ({ value, label: COMPRESSION_NAMES[value] }));

function lastFormat(): ExportFormat {
  const stored = readStored('export-format');
  return EXPORT_FORMATS.find((format) => format === stored) ?? 'parquet';
}

const Choice = ({ label, hint, children }: { label: string; hint: string; children: ReactNode }) => (
  <div className="flex flex-col items-start gap-1.5">
    <span className="text-sm font-medium" aria-hidden>
      {label}
    </span>
    {children}
    <p className="text-sm text-muted">{hint}</p>
  </div>
);
