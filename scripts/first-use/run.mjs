import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { NODE, ROOT } from './paths.mjs';

const PARENT_CHECK_MS = 500;

/**
 * Bodies and rows are buffers of all sizes. Left to itself glibc soon serves also the large ones from a heap that it cannot
 * give back for the small ones among them, and what was needed once stays taken. What somebody has set wins.
 */
const ALLOCATOR = { MALLOC_MMAP_THRESHOLD_: '131072', MALLOC_ARENA_MAX: '2' };

/**
 * Hands over to the script: its output, its exit code and its signals are ours. The open channel tells it when we are
 * gone, however we went.
 * @param {string} script
 * @param {string[]} args
 */
export function run(script, args) {
  const child = spawn(NODE, [script, ...args], {
    cwd: ROOT,
    env: { ...ALLOCATOR, ...process.env },
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => forward(child, signal));
  if (process.env.npm_lifecycle_event) endWithParent(() => child.kill('SIGTERM'));
  child.once('error', (error) => {
    console.error(`${NODE} cannot run: ${error.message}`);
    process.exit(1);
  });
  child.once('exit', (code, signal) => process.exit(signal ? 128 + (constants.signals[signal] ?? 0) : (code ?? 1)));
}

/** npm that is killed takes nobody with it; whoever lost it this way belongs to another process from then on. */
function endWithParent(end) {
  const npm = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === npm) return;
    clearInterval(timer);
    end();
  }, PARENT_CHECK_MS);
  timer.unref();
}

/** Ctrl-C in a terminal reaches the child by itself, and a second one would mean "at once". */
function forward(child, signal) {
  const fromTerminal =
    signal === 'SIGINT' && [process.stdin, process.stdout, process.stderr].some((stream) => stream.isTTY);
  if (!fromTerminal) child.kill(signal);
}
