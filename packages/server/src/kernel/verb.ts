import type { z } from 'zod';
import { AppError } from '#domain/errors';
import type { Permission } from '#domain/permissions';
import type { Db } from '#platform/postgres/db';
import type { AuditEntry, CtxOf } from './ctx.ts';

type Kind = 'read' | 'write';

/** One thing the product can do. Every surface (tRPC, REST, jobs) calls it the same way; it parses its own input. */
export interface Verb<K extends Kind, P extends Permission, In extends z.ZodType, Out> {
  (ctx: CtxOf<P>, input: z.input<In>): Promise<Out>;
  kind: K;
  input: In;
  permission: P;
}

interface ReadDef<P extends Permission, In extends z.ZodType, Out> {
  input: In;
  permission: P;
  run(ctx: CtxOf<P>, input: z.output<In>): Promise<Out>;
}

interface WriteDef<P extends Permission, In extends z.ZodType, Out> extends ReadDef<P, In, Out> {
  /** Action name of the audit entry, or the entry as a function of what was asked and answered. */
  audit: string | ((input: z.output<In>, output: Out) => AuditEntry);
  /** After the commit and before the answer: what has to hold everywhere by then. A verb that is called within another's transaction leaves it to that one. */
  committed?(ctx: CtxOf<P>, input: z.output<In>, output: Out): Promise<void>;
}

export function read<P extends Permission, In extends z.ZodType, Out>(
  def: ReadDef<P, In, Out>,
): Verb<'read', P, In, Out> {
  const call = async (ctx: CtxOf<P>, raw: z.input<In>): Promise<Out> => def.run(ctx, admit(def, ctx, raw));
  return Object.assign(call, { kind: 'read', input: def.input, permission: def.permission } as const);
}

/** Runs in one PostgreSQL transaction together with its audit entry: both happen or neither. */
export function write<P extends Permission, In extends z.ZodType, Out>(
  def: WriteDef<P, In, Out>,
): Verb<'write', P, In, Out> {
  const call = async (ctx: CtxOf<P>, raw: z.input<In>): Promise<Out> => {
    const input = admit(def, ctx, raw);
    const { output, refusal } = await inTransaction(ctx.db, async (db) => {
      const inside = { ...ctx, db };
      const given = await orKept(def.run(inside, input));
      if (given.refusal) return given;
      await inside.audit(typeof def.audit === 'string' ? { action: def.audit } : def.audit(input, given.output));
      return given;
    });
    if (refusal) throw refusal;
    if (!ctx.db.isTransaction) await def.committed?.(ctx, input, output);
    return output;
  };
  return Object.assign(call, { kind: 'write', input: def.input, permission: def.permission } as const);
}

type Given<Out> = { output: Out; refusal?: never } | { output?: never; refusal: AppError };

/** A refusal that is to be remembered is answered after the commit, not instead of it. */
async function orKept<Out>(running: Promise<Out>): Promise<Given<Out>> {
  try {
    return { output: await running };
  } catch (error) {
    if (error instanceof AppError && error.keepsWork) return { refusal: error };
    throw error;
  }
}

/** Joins the transaction of a verb that calls this one. */
function inTransaction<T>(db: Db, run: (db: Db) => Promise<T>): Promise<T> {
  return db.isTransaction ? run(db) : db.transaction().execute(run);
}

function admit<P extends Permission, In extends z.ZodType, Out>(
  def: ReadDef<P, In, Out>,
  ctx: CtxOf<P>,
  raw: z.input<In>,
) {
  if (!ctx.actor.may(def.permission))
    throw new AppError('forbidden', `You need the permission ${def.permission} for this`);
  return def.input.parse(raw);
}
