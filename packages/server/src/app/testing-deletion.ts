import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProjectCtx } from '#kernel/ctx';
import { TEST_PASSWORD } from './testing-people.ts';
import type { AppRouter } from './router.ts';
import { appRouter } from './router.ts';

type Caller = ReturnType<AppRouter['createCaller']>;

/** The deletion of projects as a person asks for it, past HTTP. */
export interface TestDeletion {
  of(ctx: ProjectCtx): Caller['lifecycle']['projectDeletion'];
  /** All steps of the proof; answers the challenge that is ready to be used. */
  prove(ctx: ProjectCtx): Promise<string>;
  /** From the first step to the last. */
  delete(ctx: ProjectCtx, options?: { name?: string; reason?: string }): Promise<string>;
  /** The mails to an address so far, oldest first, as they were written. */
  mailsTo(email: string): Promise<string[]>;
  codeFor(email: string): Promise<string>;
}

export function testDeletion(stores: { folder: string }): TestDeletion {
  const of = (ctx: ProjectCtx) =>
    appRouter.createCaller({ open: () => Promise.resolve(ctx as never) }).lifecycle.projectDeletion;
  const mailsTo = async (email: string) => {
    const folder = join(stores.folder, 'outbox');
    const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.eml')).toSorted();
    const mails = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
    return mails.filter((mail) => mail.includes(`To: ${email}`));
  };
  const codeFor = async (email: string) => {
    const codes = (await mailsTo(email)).flatMap((mail) => /^Subject: (\d{6}) /m.exec(mail)?.[1] ?? []);
    return codes.at(-1) ?? '';
  };
  const prove = async (ctx: ProjectCtx) => {
    const { projectId } = ctx;
    const { challengeId } = await of(ctx).start({ projectId });
    await of(ctx).answer({ projectId, challengeId, step: 'password', password: TEST_PASSWORD });
    await of(ctx).answer({ projectId, challengeId, step: 'email', code: await codeFor(ctx.actor.name) });
    return challengeId;
  };
  return {
    of,
    prove,
    mailsTo,
    codeFor,
    async delete(ctx, { name = 'First project', reason = 'no longer used' } = {}) {
      const challengeId = await prove(ctx);
      const { deletionId } = await of(ctx).confirm({ projectId: ctx.projectId, challengeId, name, reason });
      return deletionId;
    },
  };
}
