/** Tools for product analytics that a project's traces go on to. */
export { AnalyticsSyncsPanel } from './analytics-syncs-panel.tsx';
