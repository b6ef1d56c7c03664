/**
 * Prompts of a project and their versions. A version's text never changes, so its id may be kept: ingestion links a
 * generation to the version that it names, and finds many at once. Labels name versions and move between them. A
 * prompt may take in others by reference; what clients read has them put in and comes from memory.
 */
import { feature } from '#kernel/feature';
import { eraseProject } from './erase-project.ts';
import { promptsImport } from './imports/prompts-import.ts';
import { promptTrash, promptVersionTrash } from './prompt-trash.ts';
import { promptsRest } from './rest.ts';
import { promptsExport } from './store/prompts-export.sql.ts';

export { findPromptVersions } from './find-prompt-versions.ts';
export { promptsRouter } from './trpc.ts';

export const prompts = feature({
  name: 'prompts',
  owns: { postgres: ['prompts', 'prompt_references', 'protected_prompt_labels'] },
  rest: promptsRest,
  trash: [promptTrash, promptVersionTrash],
  notTrashable: { protected_prompt_labels: 'a setting; its change is in the audit log' },
  exports: [promptsExport],
  imports: [promptsImport],
  notExported: {
    prompt_references: 'follow from the texts of the prompts',
    protected_prompt_labels: 'a setting of the project',
  },
  eraseProject,
});
