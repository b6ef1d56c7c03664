/** Models of a project and what they cost, beside the public price list. */
export { ModelsPanel } from './models-panel.tsx';
