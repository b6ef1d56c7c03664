import type { BatchExportTable } from '@tidemark/contract/exports';
import { createContext, useContext, type ReactNode } from 'react';
import type { ListScopeInput } from './use-list-input.ts';

/** A list as it can be exported: its question, and what it shows of the answer. */
export interface ExportableList {
  table: BatchExportTable;
  scope: ListScopeInput;
  /** Names of the columns shown, in their order. */
  columns: readonly string[];
}

/** The button that exports a list. Lists know that there is one; the app says what it is. */
export const ListExportContext = createContext<(list: ExportableList) => ReactNode>(() => null);

export const useListExport = (): ((list: ExportableList) => ReactNode) => useContext(ListExportContext);
