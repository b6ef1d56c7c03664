/**
 * The process that is the engine: loads the shared library and runs `clickhouse local` in it, which opens the HTTP
 * listener and then reads this process's stdin until its end. So the engine stops, in good order, when the parent
 * closes the pipe, and equally when the parent is gone in whatever way.
 *
 * Arguments: data folder, configuration file, host, port, file to write the port into.
 */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { DataType, load, open } from 'ffi-rs';

const require = createRequire(import.meta.url);
const { libchdbPath } = require('chdb/libchdb') as { libchdbPath: () => string };
const STDIN = 0;
const READ_SIDE = 0;

const [dataDir, configFile, host, port, portFile] = process.argv.slice(2) as [string, string, string, string, string];

open({ library: 'chdb', path: libchdbPath() });
// A terminal's Ctrl-C reaches every process at once; when to stop is the parent's decision alone.
process.on('SIGINT', () => {});
process.on('SIGTERM', endStdin);

await runClickhouseLocal([
  `--path=${dataDir}`,
  `--config-file=${configFile}`,
  `--listen_host=${host}`,
  `--http_port=${port}`,
  '--query',
  bootScript(),
]);
process.exit(existsSync(portFile) ? 0 : 1);

/**
 * Every statement runs after the one before it; the last one lasts as long as stdin. `INTO OUTFILE` and `file('-')`
 * are handled by the local session itself.
 */
function bootScript(): string {
  const quotedPortFile = `'${portFile.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  return [
    'SYSTEM START LISTEN HTTP',
    `SELECT getServerPort('http_port') INTO OUTFILE ${quotedPortFile} FORMAT TSVRaw`,
    "SELECT count() FROM file('-', 'LineAsString', 'line String') FORMAT Null",
  ].join(';\n');
}

/** On a thread with a stack of its own (the engine checks stack bounds), so that this thread keeps hearing signals. */
async function runClickhouseLocal(args: string[]): Promise<void> {
  const argv = ['clickhouse-local', ...args];
  await load({
    library: 'chdb',
    funcName: 'chdb_query_cmdline',
    retType: DataType.External,
    paramsType: [DataType.I32, DataType.StringArray],
    paramsValue: [argv.length, argv],
    runInNewThread: true,
  });
}

/** Node opens child pipes as sockets, and shutting one down ends a read that is waiting on it; closing would not. */
function endStdin(): void {
  open({ library: 'libc', path: '' });
  load({
    library: 'libc',
    funcName: 'shutdown',
    retType: DataType.I32,
    paramsType: [DataType.I32, DataType.I32],
    paramsValue: [STDIN, READ_SIDE],
  });
}
