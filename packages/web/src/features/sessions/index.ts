/** Sessions: the list of them, and one as the conversation that its traces make together. */
export { SessionsPage } from './sessions-page.tsx';
export { SessionPage } from './session-page.tsx';
