import type { ObservationType } from '@tidemark/contract/telemetry';
import clsx from 'clsx';
import {
  Bot,
  Box,
  Database,
  Gauge,
  Link2,
  Minus,
  ScanText,
  ShieldCheck,
  Sparkles,
  Wrench,
  Zap,
  type LucideIcon,
} from 'lucide-react';

export interface ObservationLook {
  label: string;
  icon: LucideIcon;
  /** CSS colour, for canvases and inline styles. */
  color: string;
  text: string;
  background: string;
}

/** Icon and hue of each kind of observation: the same in tree, timeline, filter and legend. */
export const OBSERVATION_LOOKS = {
  GENERATION: {
    label: 'Generation',
    icon: Sparkles,
    color: 'var(--type-generation)',
    text: 'text-type-generation',
    background: 'bg-type-generation',
  },
  SPAN: { label: 'Span', icon: Minus, color: 'var(--type-span)', text: 'text-type-span', background: 'bg-type-span' },
  EVENT: {
    label: 'Event',
    icon: Zap,
    color: 'var(--type-event)',
    text: 'text-type-event',
    background: 'bg-type-event',
  },
  AGENT: {
    label: 'Agent',
    icon: Bot,
    color: 'var(--type-agent)',
    text: 'text-type-agent',
    background: 'bg-type-agent',
  },
  TOOL: { label: 'Tool', icon: Wrench, color: 'var(--type-tool)', text: 'text-type-tool', background: 'bg-type-tool' },
  CHAIN: {
    label: 'Chain',
    icon: Link2,
    color: 'var(--type-chain)',
    text: 'text-type-chain',
    background: 'bg-type-chain',
  },
  RETRIEVER: {
    label: 'Retriever',
    icon: Database,
    color: 'var(--type-retriever)',
    text: 'text-type-retriever',
    background: 'bg-type-retriever',
  },
  EVALUATOR: {
    label: 'Evaluator',
    icon: Gauge,
    color: 'var(--type-evaluator)',
    text: 'text-type-evaluator',
    background: 'bg-type-evaluator',
  },
  EMBEDDING: {
    label: 'Embedding',
    icon: ScanText,
    color: 'var(--type-embedding)',
    text: 'text-type-embedding',
    background: 'bg-type-embedding',
  },
  GUARDRAIL: {
    label: 'Guardrail',
    icon: ShieldCheck,
    color: 'var(--type-guardrail)',
    text: 'text-type-guardrail',
    background: 'bg-type-guardrail',
  },
} as const satisfies Record<ObservationType, ObservationLook>;

/** Looks of a type that may come from newer data than this app: unknown ones are drawn as a plain box. */
export const observationLook = (type: string): ObservationLook =>
  (OBSERVATION_LOOKS as Record<string, ObservationLook>)[type] ?? { ...OBSERVATION_LOOKS.SPAN, label: type, icon: Box };

export function ObservationTypeIcon({ type, className }: { type: string; className?: string }) {
  const { icon: Icon, label, text } = observationLook(type);
  return <Icon className={clsx('size-4 shrink-0', text, className)} aria-label={label} />;
}

export function ObservationTypeLabel({ type }: { type: string }) {
  const { icon: Icon, label, text } = observationLook(type);
  return (
    <span className="inline-flex items-center gap-1.5">
      <Icon className={clsx('size-4 shrink-0', text)} aria-hidden />
      {label}
    </span>
  );
}
