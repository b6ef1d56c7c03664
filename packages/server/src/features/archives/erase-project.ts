import type { EraseProject } from '#kernel/feature';
import { deleteProjectImports } from './store/archive-imports.sql.ts';

export const eraseProject: EraseProject = (_, { projectId, db }) => deleteProjectImports(db, projectId);
