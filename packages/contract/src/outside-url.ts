import { z } from 'zod';

/** An address outside that a user gives for a program to call; whether it may be called is asked where the call is made. */
export const OutsideUrl = z
  .url({ protocol: /^https?$/, message: 'must begin with https:// or http://' })
  .max(1000)
  .refine((text) => !/^https?:\/\/[^/]*@/i.test(text), 'must not hold a user or a password');
