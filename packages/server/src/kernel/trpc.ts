import { initTRPC, TRPCError } from '@trpc/server';
import type { z } from 'zod';
import { ORGANIZATION_PERMISSIONS, PROJECT_PERMISSIONS } from '#domain/permissions';
import type { OrganizationPermission, Permission, ProjectPermission } from '#domain/permissions';
import type { CtxOf } from './ctx.ts';
import { toTrpcError, trpcErrorData } from './errors-to-trpc.ts';
import type { Verb } from './verb.ts';

/** What a request brings: the means to open the scope that a verb's permission is asked in. */
export interface TrpcContext {
  open<P extends Permission>(permission: P, rawInput: unknown): Promise<CtxOf<P>>;
}

const t = initTRPC.context<TrpcContext>().create({
  errorFormatter: ({ shape, error }) => ({ ...shape, data: { ...shape.data, ...trpcErrorData(error) } }),
});

export const router = t.router;

/** A verb asked in a project or an organization takes the id of it beside its own input. */
type InputOf<P extends Permission, In extends z.ZodType> = (P extends ProjectPermission
  ? { projectId: string }
  : P extends OrganizationPermission
    ? { organizationId: string }
    : unknown) &
  OwnInput<In>;

/** zod types an empty object as a record of nevers, which would refuse the id of the scope beside it. */
type OwnInput<In extends z.ZodType> =
  NonNullable<z.input<In>> extends Record<string, never> ? unknown : NonNullable<z.input<In>>;

export const query = <P extends Permission, In extends z.ZodType, Out>(verb: Verb<'read', P, In, Out>) =>
  t.procedure.input(asGiven(verb)).query(({ ctx, input }) => call(ctx, verb, input as InputOf<P, In>));

export const mutation = <P extends Permission, In extends z.ZodType, Out>(verb: Verb<'write', P, In, Out>) =>
  t.procedure.input(asGiven(verb)).mutation(({ ctx, input }) => call(ctx, verb, input as InputOf<P, In>));

async function call<P extends Permission, In extends z.ZodType, Out>(
  ctx: TrpcContext,
  verb: Verb<'read' | 'write', P, In, Out>,
  input: InputOf<P, In>,
): Promise<Out> {
  try {
    return await verb(await ctx.open(verb.permission, input), ownInput(verb.permission, input) as z.input<In>);
  } catch (error) {
    throw error instanceof TRPCError ? error : toTrpcError(error);
  }
}

/** The id of the scope was for opening it: a verb that takes nothing but its own fields must not meet it. */
function ownInput(permission: Permission, input: unknown): unknown {
  const scope =
    permission in PROJECT_PERMISSIONS ? 'projectId' : permission in ORGANIZATION_PERMISSIONS ? 'organizationId' : null;
  if (scope === null || typeof input !== 'object' || input === null || Array.isArray(input)) return input;
  const { [scope]: _id, ...own } = input as Record<string, unknown>;
  return own;
}

/** Types only: the verb parses its input, so a surface must not parse it a second time. */
function asGiven<P extends Permission, In extends z.ZodType>(_verb: { permission: P; input: In }) {
  return (raw: unknown) => raw as InputOf<P, In>;
}
