/**
 * Mails and calls that share the fate of a change: they are put in with its transaction and sent after it, each at least once,
 * under an id that stays. One about a project goes with the project; one of no project outlives it.
 */
import { feature } from '#kernel/feature';
import { eraseProject } from './erase-project.ts';
import { outboxChore } from './outbox.ts';

export { makeCall } from './outgoing-call.ts';
export type { OutgoingCall } from './outgoing-call.ts';
export { tellProjectAdmins } from './tell-project-admins.ts';
export type { Letter } from './tell-project-admins.ts';
export { queueCall, queueMail, sendOutbox } from './outbox.ts';

export const outbox = feature({
  name: 'outbox',
  owns: { postgres: ['outbox'] },
  notTrashable: { outbox: 'notices are sent, or go with their project' },
  notExported: {
    outbox: 'mails on their way',
  },
  eraseProject,
  chores: [outboxChore],
});
