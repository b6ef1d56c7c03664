/** Data health: how far ingestion has come, what became of everything that was sent, and what needs a person. */
export { DataHealthPage } from './data-health-page.tsx';
