/** Scheduled exports: where to, how often and what; how far they are, and what they delivered. */
export { BlobExportPanels } from './blob-export-panels.tsx';
