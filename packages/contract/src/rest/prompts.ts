import { z } from 'zod';
import { PageLimit } from '../paging.ts';
import { NOT_STORABLE, isStorableJson, storableText } from '../storable-text.ts';
import { BooleanParameter, OptionalText, PageMetaBody, TimeParameter } from './query-parts.ts';
import { route } from './route.ts';

export const PROMPT_TYPES = ['text', 'chat'] as const;
export type PromptType = (typeof PROMPT_TYPES)[number];

/** What a read asks for that names neither a version nor a label. */
export const PRODUCTION = 'production';
/** The label of the highest version; nobody sets it. */
export const LATEST = 'latest';

/** Pages of the web app are at these names. */
const RESERVED_NAMES = new Set(['new', 'metrics', 'prompt-detail']);
/** What PostgreSQL's integer holds. */
const MAX_VERSION = 2_147_483_647;

/** Folders are separated by `/`; `|` separates the parts of a reference in another prompt. */
const PromptName = storableText()
  .trim()
  .min(1)
  .max(255)
  .refine((name) => !name.includes('|'), 'Prompt name cannot contain the character |')
  .refine((name) => !RESERVED_NAMES.has(name), 'This prompt name is reserved')
  .refine((name) => name.split('/').every((part) => part !== ''), 'A folder needs a name on each side of its /');

export const PromptLabel = z
  .string()
  .min(1)
  .max(36)
  .regex(/^[a-z0-9_\-.]+$/, 'Label must be lowercase alphanumeric with optional underscores, hyphens, or periods');

const Version = z.number().int().min(1).max(MAX_VERSION);

const ChatMessage = z.looseObject({
  type: z.literal('chatmessage').optional(),
  role: z.string().max(200),
  content: z.string(),
});

/** Where a caller puts messages of its own when it compiles the prompt. */
const PlaceholderMessage = z.strictObject({ type: z.literal('placeholder'), name: z.string().trim().min(1).max(255) });

const ChatMessages = z.array(z.union([PlaceholderMessage, ChatMessage])).max(1000);

const Written = z.object({
  name: PromptName,
  config: z.unknown().optional(),
  labels: z.array(PromptLabel).max(100).nullish(),
  tags: z.array(storableText().trim().min(1).max(200)).max(100).nullish(),
  commitMessage: storableText().trim().max(500).nullish(),
});

export const NewPromptVersion = z
  .union([
    Written.extend({ type: z.literal('chat'), prompt: ChatMessages }),
    Written.extend({ type: z.literal('text').nullish(), prompt: z.string() }),
  ])
  .refine(isStorableJson, { message: NOT_STORABLE });
export type NewPromptVersion = z.infer<typeof NewPromptVersion>;

const ResolvedNode = z.object({ id: z.string(), name: z.string(), version: z.number().int() });

/** Which versions were put in for the references of a prompt: of each version by its id, what it refers to. */
export const ResolutionGraph = z.object({
  root: ResolvedNode,
  dependencies: z.record(z.string(), z.array(ResolvedNode)),
});
export type ResolutionGraph = z.infer<typeof ResolutionGraph>;

export const PublicPrompt = z.object({
  id: z.string(),
  projectId: z.string(),
  createdBy: z.string(),
  name: z.string(),
  version: z.number().int(),
  type: z.enum(PROMPT_TYPES),
  prompt: z.union([z.string(), z.array(z.record(z.string(), z.unknown()))]),
  config: z.unknown(),
  tags: z.array(z.string()),
  labels: z.array(z.string()),
  commitMessage: z.string().nullable(),
  /** Whether it has the label `production`, as older clients ask. */
  isActive: z.boolean(),
  createdAt: z.string(),
  updatedAt: z.string(),
  resolutionGraph: ResolutionGraph.nullable(),
});
export type PublicPrompt = z.infer<typeof PublicPrompt>;

const PromptMeta = z.object({
  name: z.string(),
  type: z.enum(PROMPT_TYPES),
  versions: z.array(z.number().int()),
  labels: z.array(z.string()),
  tags: z.array(z.string()),
  lastUpdatedAt: z.string(),
  lastConfig: z.unknown(),
});
export type PromptMeta = z.infer<typeof PromptMeta>;

const emptyIsAbsent = (raw: unknown) => (raw === '' || raw === null ? undefined : raw);
const VersionParameter = z.preprocess(emptyIsAbsent, z.coerce.number().int().min(1).max(MAX_VERSION).optional());

const Named = z.object({ promptName: z.string().min(1).max(255) });
const Which = z.object({ version: VersionParameter, label: OptionalText });

export const promptRoutes = {
  create: route({
    id: 'prompts_create',
    method: 'POST',
    path: '/api/public/v2/prompts',
    summary: 'A new version of a prompt; the first one makes the prompt.',
    tag: 'Prompts',
    auth: 'project',
    body: NewPromptVersion,
    response: PublicPrompt,
    status: 201,
  }),
  list: route({
    id: 'prompts_list',
    method: 'GET',
    path: '/api/public/v2/prompts',
    summary: 'Prompts by name, with their versions and labels, by page.',
    tag: 'Prompts',
    auth: 'project',
    query: PageLimit.extend({
      limit: z.preprocess(
        (raw) => (raw === '' || raw === undefined ? 10 : raw),
        z.coerce.number().int().min(1).max(100),
      ),
      name: OptionalText,
      label: OptionalText,
      tag: OptionalText,
      fromUpdatedAt: TimeParameter.describe('Only versions made or changed at this time or later.'),
      toUpdatedAt: TimeParameter.describe('Only versions made or changed before this time.'),
    }),
    response: z.object({ data: z.array(PromptMeta), meta: PageMetaBody, pagination: PageMetaBody }),
  }),
  get: route({
    id: 'prompts_get',
    method: 'GET',
    path: '/api/public/v2/prompts/{promptName}',
    summary: 'One version of a prompt, by number or label; that of the label production unless said.',
    tag: 'Prompts',
    auth: 'project',
    params: Named,
    query: Which.extend({
      resolve: BooleanParameter.describe('Whether references to other prompts are put in; true unless said.'),
    }),
    response: PublicPrompt,
  }),
  delete: route({
    id: 'prompts_delete',
    method: 'DELETE',
    path: '/api/public/v2/prompts/{promptName}',
    summary: 'Deletes a prompt, or the versions that fit; they can be restored for some days.',
    tag: 'Prompts',
    auth: 'project',
    params: Named,
    query: Which,
    response: z.null(),
    status: 204,
  }),
  label: route({
    id: 'promptVersion_update',
    method: 'PATCH',
    path: '/api/public/v2/prompts/{name}/versions/{version}',
    summary: 'Gives labels to a version; a label is taken from the version that had it.',
    tag: 'PromptVersion',
    auth: 'project',
    params: z.object({ name: z.string().min(1).max(255), version: z.coerce.number().pipe(Version) }),
    body: z.object({ newLabels: z.array(PromptLabel).max(100) }),
    response: PublicPrompt,
  }),
  createLegacy: route({
    id: 'legacy_createPrompt',
    method: 'POST',
    path: '/api/public/prompts',
    summary: 'As the newer route; `isActive` means the label production.',
    tag: 'Legacy',
    auth: 'project',
    body: z
      .intersection(z.object({ isActive: z.boolean().nullish() }), NewPromptVersion)
      .transform(({ isActive, ...version }) =>
        isActive ? { ...version, labels: [...(version.labels ?? []), PRODUCTION] } : version,
      ),
    response: PublicPrompt,
    status: 201,
  }),
  getLegacy: route({
    id: 'legacy_getPrompt',
    method: 'GET',
    path: '/api/public/prompts',
    summary: 'One version of a prompt, by number; the one in production unless said.',
    tag: 'Legacy',
    auth: 'project',
    query: z.object({ name: z.string().min(1).max(255), version: VersionParameter }),
    response: PublicPrompt,
  }),
};
