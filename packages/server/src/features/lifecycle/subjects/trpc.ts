import { mutation, query, router } from '#kernel/trpc';
import { listErasures, previewErasure, requestErasure } from './erase-subject.ts';

export const subjectsRouter = router({
  preview: query(previewErasure),
  request: mutation(requestErasure),
  list: query(listErasures),
});
