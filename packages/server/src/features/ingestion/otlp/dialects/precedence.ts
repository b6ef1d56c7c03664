import type { OtlpSpan } from '../otlp-span.ts';
import type { Dialect, DialectField, DialectFields, Found, Rule } from './dialect.ts';
import { flue } from './flue.ts';
import { genAi, genAiEvents, genAiIndexed, genAiTools } from './gen-ai.ts';
import { genkit } from './genkit.ts';
import { langfuse, surroundings } from './langfuse.ts';
import { livekit } from './livekit.ts';
import { logfire, logfireEvents } from './logfire.ts';
import { mlflow } from './mlflow.ts';
import { openInference, openInferenceMessages } from './openinference.ts';
import { anyModel, plain } from './plain.ts';
import { pydanticAi } from './pydantic-ai.ts';
import { traceloop } from './traceloop.ts';
import { vercelAi } from './vercel-ai.ts';
import { vertexAdk } from './vertex-adk.ts';

const PAYLOAD = [
  langfuse,
  genkit,
  vercelAi,
  flue,
  genAiEvents,
  vertexAdk,
  logfire,
  livekit,
  logfireEvents,
  mlflow,
  traceloop,
  openInference,
  plain,
  pydanticAi,
  genAiIndexed,
  openInferenceMessages,
  genAi,
];

/** Who is asked for which field, in this order; the first that knows it is believed. */
const PRECEDENCE: { readonly [F in DialectField]: readonly Dialect[] } = {
  type: [
    langfuse,
    openInference,
    genAi,
    genkit,
    vercelAi,
    genAiTools,
    flue,
    livekit,
    traceloop,
    mlflow,
    pydanticAi,
    anyModel,
  ],
  name: [genAi, genkit, logfire, vercelAi],
  input: PAYLOAD,
  output: PAYLOAD,
  metadata: [langfuse, openInference, vercelAi],
  userId: [langfuse, vercelAi, traceloop, mlflow],
  sessionId: [langfuse, genAi, vercelAi, traceloop, vertexAdk, mlflow, genkit],
  tags: [langfuse, vercelAi, openInference, logfire],
  traceName: [langfuse],
  traceInput: [langfuse],
  traceOutput: [langfuse],
  traceMetadata: [langfuse, mlflow],
  isPublic: [langfuse],
  isRoot: [langfuse],
  model: [langfuse, genAi, vercelAi, openInference, mlflow, plain, genkit],
  modelParameters: [langfuse, genkit, vercelAi, openInference, mlflow, plain, vertexAdk, genAi],
  usage: [langfuse, genkit, vercelAi, vertexAdk, logfire, genAi, openInference, mlflow],
  cost: [langfuse, genAi, openInference],
  level: [langfuse, logfire, mlflow, livekit],
  statusMessage: [langfuse],
  version: [langfuse, surroundings],
  release: [langfuse, surroundings],
  environment: [surroundings],
  completionStartUs: [langfuse, vercelAi, genAi, livekit],
  prompt: [langfuse, vercelAi, openInference],
  toolDefinitions: [vercelAi, genAi, openInference, traceloop, genkit, vertexAdk, mlflow, pydanticAi],
  holdsModelCalls: [vercelAi, genAi, vertexAdk, livekit, flue],
};

type Rules = { readonly [F in DialectField]: readonly Rule<DialectFields[F]>[] };

/** The first answer to a field among the dialects that the span speaks. */
export function findField<F extends DialectField>(
  span: OtlpSpan,
  rules: Rules,
  field: F,
): Found<DialectFields[F]> | null {
  for (const rule of rules[field]) {
    const found = rule(span);
    if (found !== null) return found;
  }
  return null;
}

/** The rules that can say anything of this span: most spans speak one or two dialects. */
export function rulesFor(span: OtlpSpan): Rules {
  const spoken = spokenDialects(span);
  let rules = RULES_BY_MASK.get(spoken);
  if (rules === undefined) RULES_BY_MASK.set(spoken, (rules = rulesOf(spoken)));
  return rules;
}

/** Every dialect once; its place is its bit. */
const DIALECTS: readonly Dialect[] = [...new Set(Object.values(PRECEDENCE).flat())];
const RULES_BY_MASK = new Map<number, Rules>();

const BITS_OF_FAMILY = new Map<string, number>();
const BITS_OF_SCOPE = new Map<string, number>();
let always = 0;
for (const [bit, dialect] of DIALECTS.entries()) {
  if (dialect.families.length === 0) always |= 1 << bit;
  for (const family of dialect.families) BITS_OF_FAMILY.set(family, (BITS_OF_FAMILY.get(family) ?? 0) | (1 << bit));
  for (const scope of dialect.scopes ?? []) BITS_OF_SCOPE.set(scope, (BITS_OF_SCOPE.get(scope) ?? 0) | (1 << bit));
}

function spokenDialects({ attributes, events, scope }: OtlpSpan): number {
  let mask = always | (BITS_OF_SCOPE.get(scope.name) ?? 0);
  for (const name of attributes.keys()) mask |= BITS_OF_NAME.get(name) ?? bitsOf(name);
  for (const event of events) mask |= bitsOf(event.name);
  return mask;
}

/** Attribute names repeat from span to span, so most are looked up whole. Bounded, since clients choose the names. */
const BITS_OF_NAME = new Map<string, number>();
const MAX_NAMES = 5_000;

function bitsOf(name: string): number {
  const end = name.search(/[.:]/);
  const bits = BITS_OF_FAMILY.get(end < 0 ? name : name.slice(0, end)) ?? 0;
  if (BITS_OF_NAME.size < MAX_NAMES) BITS_OF_NAME.set(name, bits);
  return bits;
}

function rulesOf(mask: number): Rules {
  const fields = Object.entries(PRECEDENCE) as [DialectField, readonly Dialect[]][];
  const spoken = (dialect: Dialect) => (mask & (1 << DIALECTS.indexOf(dialect))) !== 0;
  const ruleOf = (field: DialectField) => (dialect: Dialect) => dialect.rules[field] ?? [];
  return Object.fromEntries(
    fields.map(([field, dialects]) => [field, dialects.filter(spoken).flatMap(ruleOf(field))]),
  ) as unknown as Rules;
}
