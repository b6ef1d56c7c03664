/** From a fresh project to its first trace: keys, a snippet for the SDK that people already use, and watching for it. */
export { GettingStartedPage } from './getting-started-page.tsx';
