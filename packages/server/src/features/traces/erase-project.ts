import type { EraseProject } from '#kernel/feature';
import { eraseTelemetry } from './store/erase-telemetry.sql.ts';

export const eraseProject: EraseProject = ({ ch }, { projectId }) => eraseTelemetry(ch, projectId);
