import { z } from 'zod';

/**
 * Branded ids. The text of a telemetry id (trace, observation, score, session, user) is whatever the client sent,
 * 1–800 characters; ids of our own entities are made by the server.
 */
const id = <Brand extends string>(max: number) => z.string().min(1).max(max).brand<Brand>();
const ownId = <Brand extends string>() =>
  z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/, { message: 'is not an id of ours' })
    .brand<Brand>();

export const UserId = ownId<'UserId'>();
export const OrganizationId = ownId<'OrganizationId'>();
export const ProjectId = ownId<'ProjectId'>();
export const InvitationId = ownId<'InvitationId'>();
export const ApiKeyId = ownId<'ApiKeyId'>();
export const TraceId = id<'TraceId'>(800);
export const ObservationId = id<'ObservationId'>(800);
export const ScoreId = id<'ScoreId'>(800);
export const SessionId = id<'SessionId'>(800);

export type UserId = z.infer<typeof UserId>;
export type OrganizationId = z.infer<typeof OrganizationId>;
export type ProjectId = z.infer<typeof ProjectId>;
export type InvitationId = z.infer<typeof InvitationId>;
export type ApiKeyId = z.infer<typeof ApiKeyId>;
export type TraceId = z.infer<typeof TraceId>;
export type ObservationId = z.infer<typeof ObservationId>;
export type ScoreId = z.infer<typeof ScoreId>;
export type SessionId = z.infer<typeof SessionId>;
