/** Keys of a project or an organization: made here, their secret shown once, revoked with effect at once. */
export { ApiKeysPanel } from './api-keys-panel.tsx';
