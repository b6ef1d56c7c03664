import type { EraseProject } from '#kernel/feature';
import { deleteProjectModels } from './store/models.sql.ts';

export const eraseProject: EraseProject = (_, { projectId, db }) => deleteProjectModels(db, projectId);
