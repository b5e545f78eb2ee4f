import { z } from 'zod';
import { limits } from '../contract/limits.ts';

/** The header by which an answer is held. */
export const prefer = z
  .string()
  .optional()
  .meta({ description: `wait=<seconds>, at most ${limits.maxWaitSeconds}: hold the answer` });

/** The header that tells what the person has accepted. */
export const consent = z
  .string()
  .optional()
  .meta({
    description: `<version>; age=<seconds>: the version of the host’s words (1 to ${limits.maxConsentVersionLength} characters, percent-encoded), and how long ago the person accepted them (at most ${limits.maxConsentAgeSeconds} s); for the receipt`,
  });

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
