import type { EraseProject } from '#kernel/feature';
import { deleteKeysOfProject } from './store/api-keys.sql.ts';

export const eraseProject: EraseProject = (_engines, { db, projectId }) => deleteKeysOfProject(db, projectId);
