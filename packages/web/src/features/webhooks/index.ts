/** Programs that an organization tells what becomes of its projects. */
export { WebhooksPanel } from './webhooks-panel.tsx';
