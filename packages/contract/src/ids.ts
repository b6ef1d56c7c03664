import { z } from 'zod';

/**
 * Branded ids. The text of a telemetry id (trace, observation, score, session, user) is whatever the client sent,
 * 1–800 characters; ids of our own entities are made by the server.
 */
const id = <Brand extends string>(max: number) => z.string().min(1).max(max).brand<Brand>();

export const UserId = id<'UserId'>(64);
export const OrganizationId = id<'OrganizationId'>(64);
export const ProjectId = id<'ProjectId'>(64);
export const ApiKeyId = id<'ApiKeyId'>(64);
export const TraceId = id<'TraceId'>(800);
export const ObservationId = id<'ObservationId'>(800);
export const ScoreId = id<'ScoreId'>(800);
export const SessionId = id<'SessionId'>(800);

export type UserId = z.infer<typeof UserId>;
export type OrganizationId = z.infer<typeof OrganizationId>;
export type ProjectId = z.infer<typeof ProjectId>;
export type ApiKeyId = z.infer<typeof ApiKeyId>;
export type TraceId = z.infer<typeof TraceId>;
export type ObservationId = z.infer<typeof ObservationId>;
export type ScoreId = z.infer<typeof ScoreId>;
export type SessionId = z.infer<typeof SessionId>;
