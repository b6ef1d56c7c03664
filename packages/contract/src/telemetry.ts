import { z } from 'zod';

/** The ten kinds of observation. `SPAN` is what an unknown kind becomes. */
export const OBSERVATION_TYPES = [
  'SPAN',
  'GENERATION',
  'EVENT',
  'AGENT',
  'TOOL',
  'CHAIN',
  'RETRIEVER',
  'EVALUATOR',
  'EMBEDDING',
  'GUARDRAIL',
] as const;
export const ObservationType = z.enum(OBSERVATION_TYPES);
export type ObservationType = z.infer<typeof ObservationType>;

/** Severity of an observation, lowest first. */
export const LEVELS = ['DEBUG', 'DEFAULT', 'WARNING', 'ERROR'] as const;
export const Level = z.enum(LEVELS);
export type Level = z.infer<typeof Level>;

export const SCORE_DATA_TYPES = ['NUMERIC', 'CATEGORICAL', 'BOOLEAN', 'TEXT', 'CORRECTION'] as const;
export const ScoreDataType = z.enum(SCORE_DATA_TYPES);
export type ScoreDataType = z.infer<typeof ScoreDataType>;

export const SCORE_SOURCES = ['API', 'ANNOTATION', 'EVAL'] as const;
export const ScoreSource = z.enum(SCORE_SOURCES);
export type ScoreSource = z.infer<typeof ScoreSource>;

export const DEFAULT_ENVIRONMENT = 'default';
