import { LATEST, PRODUCTION } from '@tidemark/contract/rest/prompts';
import type { PublicPrompt, ResolutionGraph } from '@tidemark/contract/rest/prompts';
import type { PromptRow } from './store/prompts.sql.ts';

/** A version as the world sees it. */
export function viewPrompt(projectId: string, row: PromptRow, graph: ResolutionGraph | null): PublicPrompt {
  const { id, name, version, type, prompt, tags, config, commitMessage, createdBy } = row;
  const labels = row.isLatest ? [...row.labels, LATEST] : row.labels;
  return {
    id,
    projectId,
    createdBy,
    name,
    version,
    type,
    prompt,
    config,
    tags,
    labels,
    commitMessage,
    isActive: labels.includes(PRODUCTION),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    resolutionGraph: graph,
  };
}
