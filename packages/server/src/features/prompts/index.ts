/**
 * Prompts of a project and their versions. A version's text never changes, so its id may be kept: ingestion links a
 * generation to the version that it names, and finds many at once.
 */
import { feature } from '#kernel/feature';
import { eraseProject } from './erase-project.ts';

export { findPromptVersions } from './find-prompt-versions.ts';

export const prompts = feature({
  name: 'prompts',
  owns: { postgres: ['prompts'] },
  notTrashable: { prompts: 'they are only read so far: nothing deletes one' },
  eraseProject,
});
