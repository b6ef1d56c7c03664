/** Progress goes to stderr, so that the output of a command can be piped. @param {string} text */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

const TICK_MS = 250;
const LINE_EVERY_MS = 5000;

/**
 * Shows that something is under way: one line that counts in a terminal, a line now and then elsewhere.
 * @param {string} what
 * @param {() => string} detail
 */
export function sayTicking(what, detail = () => '') {
  const started = performance.now();
  const seconds = () => Math.round((performance.now() - started) / 1000);
  const line = (end = detail()) => `${what} … ${[`${seconds()} s`, end].filter(Boolean).join(', ')}`;
  const terminal = process.stderr.isTTY === true;
  if (!terminal) say(`${what} …`);
  const timer = setInterval(
    () => (terminal ? process.stderr.write(`\r\u001b[K${line()}`) : say(line())),
    terminal ? TICK_MS : LINE_EVERY_MS,
  );
  /** @param {string} end */
  return (end) => {
    clearInterval(timer);
    process.stderr.write(`${terminal ? '\r\u001b[K' : ''}${line(end)}\n`);
  };
}
