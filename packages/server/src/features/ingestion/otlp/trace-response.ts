import type { OtlpEncoding } from './decode-traces.ts';
import type { RejectedSpan } from './otlp-span.ts';
import { rpcStatusType, traceResponseType } from './trace-message.ts';

const REASONS_SHOWN = 5;

/** The answer to an export in the encoding of its request; with `partial_success` when spans were refused. */
export function encodeTraceResponse(
  rejected: readonly Omit<RejectedSpan, 'raw'>[],
  encoding: OtlpEncoding,
): Uint8Array {
  if (rejected.length === 0) return encoding === 'json' ? Buffer.from('{}') : new Uint8Array();
  const errorMessage = rejectionMessage(rejected);
  if (encoding === 'json') {
    const partialSuccess = { rejectedSpans: String(rejected.length), errorMessage };
    return Buffer.from(JSON.stringify({ partialSuccess }));
  }
  return traceResponseType.encode({ partialSuccess: { rejectedSpans: rejected.length, errorMessage } }).finish();
}

/** How many spans were refused and why, the first few by id. */
function rejectionMessage(rejected: readonly Omit<RejectedSpan, 'raw'>[]): string {
  const shown = rejected.slice(0, REASONS_SHOWN).map(({ spanId, reason }) => `${spanId || 'unknown span'}: ${reason}`);
  const more = rejected.length > REASONS_SHOWN ? ` and ${rejected.length - REASONS_SHOWN} more` : '';
  return `${rejected.length} span(s) were refused: ${shown.join('; ')}${more}`;
}

/** The body of an OTLP error, a google.rpc.Status; JSON clients of the compatible API also look for `error`. */
export function encodeRpcStatus(message: string, encoding: OtlpEncoding): Uint8Array {
  if (encoding === 'json') return Buffer.from(JSON.stringify({ message, error: message }));
  return rpcStatusType.encode({ message }).finish();
}
