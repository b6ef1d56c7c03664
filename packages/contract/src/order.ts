import { z } from 'zod';

export const Order = z.object({ column: z.string().min(1).max(64), direction: z.enum(['asc', 'desc']) });
export type Order = z.infer<typeof Order>;
