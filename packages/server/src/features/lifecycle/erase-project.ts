import type { EraseProject } from '#kernel/feature';
import { deleteRules } from './store/retention-rules.sql.ts';

export const eraseProject: EraseProject = (_engines, { db, projectId }) => deleteRules(db, projectId);
