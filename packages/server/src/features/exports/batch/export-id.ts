import { storableText } from '@tidemark/contract/storable-text';
import { z } from 'zod';

export const ExportIdInput = z.object({ exportId: storableText().min(1).max(100) });
