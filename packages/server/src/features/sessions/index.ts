/**
 * Sessions: traces that belong together, as the turns of one conversation do. Owns no table: a session is what its
 * traces say, so it appears with the first of them and is gone with the last.
 */
import { feature } from '#kernel/feature';
import { sessionsRest } from './rest.ts';

export { sessionsRouter } from './trpc.ts';

export const sessions = feature({ name: 'sessions', owns: {}, rest: sessionsRest });
