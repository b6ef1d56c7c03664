/** What to do about a reason of refusal or of a dead letter, for the person who sends the data. */
export function adviceOn(reason: string): string {
  return ADVICE.find(([pattern]) => pattern.test(reason))?.[1] ?? FALLBACK;
}

const FALLBACK = 'Compare what is sent with the reason; the answer to the request names the span or event.';

const ADVICE: readonly (readonly [RegExp, string])[] = [
  [
    /^request unauthenticated|^request forbidden|secret key/,
    'Send the public and the secret key of this project; the public key alone may only send scores.',
  ],
  [
    /^project_pending_deletion/,
    'The project is being deleted. Restore it, or stop the application that sends; clients do not send this again.',
  ],
  [/^project_disabled/, 'The project is disabled and takes no data until an admin enables it.'],
  [
    /^deleted$/,
    'It belongs to a trace or a score that was removed for good; what comes for its id is dropped for 90 days. Use new ids.',
  ],
  [/^request too_large/, 'Send smaller batches: lower the exporter’s batch size, or store large payloads as media.'],
  [
    /^request of unknown type/,
    'Send protobuf or JSON with its content type, plain or packed with gzip, zstd or deflate.',
  ],
  [
    /^request invalid/,
    'The body could not be read at all. Check the exporter’s protocol, compression and endpoint; the answer says where reading stopped.',
  ],
  [
    /^request backlog/,
    'More came than could be stored. Clients that honour Retry-After send it again; if it lasts, give the store more room or send less.',
  ],
  [/^request disk/, 'The disk of the server is nearly full. Free space, or move BLOB_URL to a larger store.'],
  [
    /^request (unavailable|internal)/,
    'The server could not keep the request and said so; clients send it again. Its log has the cause.',
  ],
  [
    /^event is not valid/,
    'An event of a batch misses a field or has a wrong type. The answer to the batch names each one under errors.',
  ],
  [
    /(trace|span)Id|\bids?\b/i,
    'A trace id has 32 hex digits and a span id 16, and neither is all zeros. Check custom exporters and proxies.',
  ],
  [
    /too long|more than|too many|too deep|too large|\bover \d/,
    'Shorten or split what goes over the limit that the reason names.',
  ],
  [
    /no longer be read|no longer readable/,
    'Kept as it came, and not lost. Retry after an update of Tidemark; report it if it stays.',
  ],
  [
    /gone from the blob store/,
    'The file that held these events was removed from outside. Put it back from a backup, then retry the dead letter.',
  ],
  [
    /refused by the store/,
    'Look at the value that the store names in the dead letter. Retry after an update of Tidemark, or discard it.',
  ],
];
