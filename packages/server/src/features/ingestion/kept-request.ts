import { z } from 'zod';
import type { Engines } from '#kernel/ctx';
import { failpoint } from '#platform/failpoint/failpoint';
import { decodeFrames, encodeFrame } from '#platform/journal/frame';
import type { Frame } from '#platform/journal/frame';
import { addSums } from '#platform/journal/journal';
import type { Encoding } from '#platform/http/read-body';
import type { Tally } from './tally.ts';

/** What is kept of an accepted request beside its body: enough to process it again, years later, with the same result. */
export const RequestHead = z.object({
  kind: z.enum(['otlp-protobuf', 'otlp-json', 'batch']),
  receivedUs: z.number(),
  apiKeyId: z.string(),
  access: z.enum(['all', 'scores']),
  encoding: z.enum(['identity', 'gzip', 'zstd', 'deflate']),
  sdkName: z.string(),
  sdkVersion: z.string(),
  /** What it adds to the counts; not in requests kept before there were any. */
  tally: z.record(z.string(), z.number()).optional(),
});
export type RequestHead = z.infer<typeof RequestHead>;

export interface KeptRequest {
  projectId: string;
  head: Omit<RequestHead, 'encoding' | 'tally'> & { tally: Tally };
  /** As it came over the wire. */
  body: { wire: Buffer; encoding: Encoding };
}

/** Resolves when the request survives a kill of this process. Only then may a 2xx be answered. */
export async function keepRequest(engines: Pick<Engines, 'journal'>, request: KeptRequest): Promise<void> {
  const head: RequestHead = { ...request.head, encoding: request.body.encoding };
  const frame = encodeFrame({ head, body: request.body.wire });
  await engines.journal.append(segmentPrefix(request.projectId), frame, request.head.tally);
  await failpoint('K5');
}

export function readHead(frame: Frame): RequestHead {
  return RequestHead.parse(frame.head);
}

/** What a request was counted as when it was accepted; unknown of those that are older than the counts. */
export function promisedBy(head: Frame['head']): Tally | undefined {
  return RequestHead.shape.tally.safeParse(head['tally']).data;
}

/** What the whole frames of a segment add to the counts. */
export function readTallies(segment: Buffer): { frames: number; tally: Tally; tornBytes: number } {
  const { frames, tornBytes } = decodeFrames(segment);
  const tallies = frames.map((frame) => promisedBy(frame.head) ?? {});
  return { frames: frames.length, tally: addSums(...tallies), tornBytes };
}

export function segmentPrefix(projectId: string): string {
  return `projects/${projectId}/segments`;
}

/** The project whose prefix a segment's key begins with. */
export function projectOfSegment(key: string): string {
  return key.split('/')[1] ?? '';
}
