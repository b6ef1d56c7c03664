import type { BatchExport } from '@tidemark/contract/exports';

/** Everything in one file. Opens for the person who asked, signed in, as long as the files are kept. */
export const downloadPath = ({ projectId, id }: Pick<BatchExport, 'projectId' | 'id'>): string =>
  `/api/project/${encodeURIComponent(projectId)}/exports/${encodeURIComponent(id)}/download`;

/** One part as it was written. */
export const partPath = (run: Pick<BatchExport, 'projectId' | 'id'>, number: number): string =>
  `${downloadPath(run).replace(/download$/, 'files')}/${number}`;
