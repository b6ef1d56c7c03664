import type { EraseProject } from '#kernel/feature';
import { eraseScores } from './store/erase-scores.sql.ts';

export const eraseProject: EraseProject = ({ ch }, { projectId }) => eraseScores(ch, projectId);
