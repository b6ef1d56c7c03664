/** `npm run import`: brings an archive into a project; see docs/exports.md. */
import { importCommand } from '../packages/server/src/app/import-command.ts';
import { readImportRequest } from '../packages/server/src/config/import-request.ts';

try {
  const { usage, request } = readImportRequest();
  if (request === null) process.stdout.write(usage);
  else await importCommand(request, (line) => console.log(line));
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
