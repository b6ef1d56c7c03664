/**
 * Looking at traces: the lists of traces and of their steps, and the page of one trace with its tree, timeline and the
 * details of a step. Everything a person selects is in the URL; a trace that is still running is followed.
 */
export { TracesPage } from './traces-page.tsx';
export { TracePage } from './trace-page.tsx';
