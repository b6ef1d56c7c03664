import { projectRoutes } from '@tidemark/contract/rest/projects';
import { rest } from '#kernel/rest';
import { listPublicProjects } from './list-public-projects.ts';

export const projectsRest = [rest(projectRoutes.list, ({ ctx }) => listPublicProjects(ctx, {}))];
