/** `npm run replay`: has what a project received read again; see docs/reliability.md. */
import { replayCommand } from '../packages/server/src/app/replay-command.ts';
import { readReplayRequest } from '../packages/server/src/config/replay-request.ts';

try {
  const { usage, request } = readReplayRequest();
  if (request === null) process.stdout.write(usage);
  else await replayCommand(request, (line) => console.log(line));
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
