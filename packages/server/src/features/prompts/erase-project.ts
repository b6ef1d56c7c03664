import type { EraseProject } from '#kernel/feature';
import { deleteProjectPrompts } from './store/prompts.sql.ts';

export const eraseProject: EraseProject = (_, { projectId, db }) => deleteProjectPrompts(db, projectId);
