/** Adds up what the steps left behind. A step that ended badly without a failed test, or left no results, is a failure. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2];
let passed = 0;
let failed = 0;

for (const file of readdirSync(folder).filter((name) => name.endsWith('.code'))) {
  const name = file.replace('.code', '');
  const code = Number(readFileSync(join(folder, file), 'utf8'));
  const count = countOf(join(folder, `${name}.json`));
  const counts = name !== 'verify';
  const lost = count.failed === 0 && (code !== 0 || (counts && count.passed === 0)) ? 1 : 0;
  passed += count.passed + (counts || code !== 0 ? 0 : 1);
  failed += count.failed + lost;
  console.log(`${name}: exit code ${code}, ${count.passed} passed, ${count.failed + lost} failed`);
}

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

function countOf(path) {
  if (!existsSync(path)) return { passed: 0, failed: 0 };
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(path, 'utf8'));
  const unloaded = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  return { passed: numPassedTests, failed: numFailedTests + unloaded.length };
}
