import { z } from 'zod';
import { limits } from '../contract/limits.ts';

/** The header by which an answer is held. */
export const prefer = z
  .string()
  .optional()
  .meta({ description: `wait=<seconds>, at most ${limits.maxWaitSeconds}: hold the answer` });

const image = { schema: z.string().meta({ format: 'binary' }) };

/** An image's raw bytes, in one of the formats that are taken. */
export const imageBody = {
  required: true,
  content: {
    'image/png': image,
    'image/jpeg': image,
    'image/bmp': image,
    'image/gif': image,
    'image/webp': image,
  },
};
