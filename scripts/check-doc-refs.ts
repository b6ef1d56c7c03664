/** Fails when a document names a file of the repository, or an npm script, that is not there. */
import { checkDocRefs } from './doc-refs/check.ts';

const dead = checkDocRefs(process.argv[2] ?? `${import.meta.dirname}/..`);
for (const { file, line, ref } of dead) console.error(`${file}:${line} names ${ref}, which does not exist`);
process.exitCode = dead.length === 0 ? 0 : 1;
