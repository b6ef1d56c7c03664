/**
 * Exports: asking for one from a list, watching it while it runs, and fetching its files. What is exported is the list
 * as it is filtered, whole, whatever of it was loaded.
 */
export { ExportButton } from './export-button.tsx';
export { ExportWatch } from './export-watch.tsx';
export { ExportsPage } from './exports-page.tsx';
