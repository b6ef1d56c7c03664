import { Download } from 'lucide-react';
import { useState } from 'react';
import { readProblem } from '#lib/app-error';
import { saveFile } from '#lib/save-file';
import { Button } from '#ui/button';
import { DropdownMenu, MenuItem } from '#ui/dropdown-menu';
import { useToast } from '#ui/toast';
import type { AuditFilter } from './use-audit-filter.ts';
import { useAuditExport, type AuditFormat } from './use-audit-log.ts';

export interface AuditExportProps {
  organizationId: string;
  filter: AuditFilter & { projectId?: string };
}

/** What the filter lets through, as a file. */
export function AuditExport({ organizationId, filter }: AuditExportProps) {
  const [busy, setBusy] = useState(false);
  const toast = useToast();
  const exportLog = useAuditExport(organizationId);
  const save = async (format: AuditFormat): Promise<void> => {
    setBusy(true);
    try {
      saveFile(`audit-log.${format}`, await exportLog(filter, format));
    } catch (error) {
      toast({ tone: 'error', title: 'The log could not be exported', detail: readProblem(error).message });
    } finally {
      setBusy(false);
    }
  };
  return (
    <DropdownMenu
      align="end"
      trigger={
        <Button size="sm" busy={busy}>
          {busy ? null : <Download aria-hidden />} Export
        </Button>
      }
    >
      <MenuItem onSelect={() => void save('csv')}>CSV, for a spreadsheet</MenuItem>
      <MenuItem onSelect={() => void save('jsonl')}>JSON lines, with all that the hashes cover</MenuItem>
    </DropdownMenu>
  );
}
