import type { OtlpSpan } from '../otlp-span.ts';
import type { Dialect, DialectField, DialectFields, Found, Rule } from './dialect.ts';
import { genAi, genAiEvents, genAiIndexed, genAiTools } from './gen-ai.ts';
import { langfuse, surroundings } from './langfuse.ts';
import { openInference, openInferenceMessages } from './openinference.ts';
import { anyModel, plain } from './plain.ts';
import { traceloop } from './traceloop.ts';
import { vercelAi } from './vercel-ai.ts';

const PAYLOAD = [
  langfuse,
  vercelAi,
  genAiEvents,
  traceloop,
  openInference,
  plain,
  genAiIndexed,
  openInferenceMessages,
  genAi,
];

/** Who is asked for which field, in this order; the first that knows it is believed. */
const PRECEDENCE: { readonly [F in DialectField]: readonly Dialect[] } = {
  type: [langfuse, openInference, genAi, vercelAi, genAiTools, traceloop, anyModel],
  name: [genAi, vercelAi],
  input: PAYLOAD,
  output: PAYLOAD,
  metadata: [langfuse, openInference, vercelAi],
  userId: [langfuse, vercelAi, traceloop],
  sessionId: [langfuse, genAi, vercelAi, traceloop],
  tags: [langfuse, vercelAi, openInference],
  traceName: [langfuse],
  traceInput: [langfuse],
  traceOutput: [langfuse],
  traceMetadata: [langfuse],
  isPublic: [langfuse],
  isRoot: [langfuse],
  model: [langfuse, genAi, vercelAi, openInference, plain],
  modelParameters: [langfuse, vercelAi, openInference, plain, genAi],
  usage: [langfuse, vercelAi, genAi, openInference],
  cost: [langfuse, genAi, openInference],
  level: [langfuse],
  statusMessage: [langfuse],
  version: [langfuse, surroundings],
  release: [langfuse, surroundings],
  environment: [surroundings],
  completionStartUs: [langfuse, vercelAi, genAi],
  prompt: [langfuse, vercelAi, openInference],
  toolDefinitions: [vercelAi, genAi, openInference, traceloop],
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
let always = 0;
for (const [bit, dialect] of DIALECTS.entries()) {
  if (dialect.families.length === 0) always |= 1 << bit;
  for (const family of dialect.families) BITS_OF_FAMILY.set(family, (BITS_OF_FAMILY.get(family) ?? 0) | (1 << bit));
}

function spokenDialects({ attributes, events }: OtlpSpan): number {
  let mask = always;
  for (const name of attributes.keys()) mask |= BITS_OF_NAME.get(name) ?? bitsOf(name);
  for (const event of events) mask |= bitsOf(event.name);
  return mask;
}

/** Attribute names repeat from span to span, so most are looked up whole. Bounded, since clients choose the names. */
const BITS_OF_NAME = new Map<string, number>();
const MAX_NAMES = 5_000;

function bitsOf(name: string): number {
  const dot = name.indexOf('.');
  const bits = BITS_OF_FAMILY.get(dot < 0 ? name : name.slice(0, dot)) ?? 0;
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
