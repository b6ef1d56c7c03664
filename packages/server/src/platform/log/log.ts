import { pino } from 'pino';
import type { Logger } from 'pino';

export type Log = Pick<Logger, 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal'> & {
  child(fields: Record<string, unknown>): Log;
};

/** JSON lines on standard output. Secrets that may reach a log line by accident are cut out by name. */
export function createLog(level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent'): Log {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: ['*.authorization', '*.password', '*.secretKey', '*.cookie', 'headers.authorization', 'headers.cookie'],
  });
}
