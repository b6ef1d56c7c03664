/** `npm run new -- feature <noun>`: the skeleton of a feature, green from its first moment, for you to complete. */
import { join } from 'node:path';
import { newFeature } from './new/new-feature.ts';

const [what, noun] = process.argv.slice(2);
if (what !== 'feature' || !noun) {
  console.error('Usage: npm run new -- feature <noun>, such as: npm run new -- feature saved-views');
  process.exit(1);
}
try {
  const { files, changed } = newFeature(join(import.meta.dirname, '..'), noun);
  console.log(`Made ${files.join('\n     ')}\nChanged ${changed.join(', ')}\n`);
  console.log('Now: npm run generate, then npx vitest run on its folder. Then say in docs/glossary.md what it is.');
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
