import { z } from 'zod';
import { storableText } from '@tidemark/contract/storable-text';
import { read } from '#kernel/verb';
import { adviceOn } from './refusal-advice.ts';
import { SAMPLE_BYTES } from './refusal-sample.ts';
import { selectSamples } from './store/refusal-samples.sql.ts';

export interface RefusalSampleView {
  id: string;
  at: string;
  form: 'event' | 'span' | 'request';
  /** What the sender was answered. */
  detail: string;
  /** Empty when it was refused before it was read. */
  sample: string;
  isCut: boolean;
  /** Of the request that it came in. */
  requestBytes: number;
  publicKey: string;
  sdk: string;
}

/** The latest of what was refused for a reason, as it came, and what to do about it. */
export const listRefusalSamples = read({
  input: z.object({ reason: storableText().max(200) }),
  permission: 'traces:read',
  async run({ db, projectId }, { reason }): Promise<{ advice: string; samples: RefusalSampleView[] }> {
    const rows = await selectSamples(db, { projectId, reason });
    const samples = rows.map((row) => ({
      id: row.id,
      at: row.at.toISOString(),
      form: row.form,
      detail: row.detail,
      sample: row.sample,
      isCut: Buffer.byteLength(row.sample) > SAMPLE_BYTES - 4,
      requestBytes: row.sizeBytes,
      publicKey: row.publicKey,
      sdk: [row.sdkName, row.sdkVersion].filter(Boolean).join(' '),
    }));
    return { advice: adviceOn(reason), samples };
  },
});
