import { type ProblemCode, problems } from '../contract/problems.ts';
import { problemSchema } from './scan-schema.ts';

const retryAfter = { 'Retry-After': { description: 'Seconds to wait', schema: { type: 'string' } } } as const;

/** What may go wrong with any request that carries a session. */
export const guarded: readonly ProblemCode[] = [
  'request-invalid',
  'session-missing',
  'session-invalid',
  'session-expired',
  'origin-refused',
  'not-found',
  'method-not-allowed',
  'expectation-failed',
  'rate-limited',
  'headers-too-large',
  'internal',
  'store-unavailable',
];

/** What may be wrong with an image that is handed in, or with the time it comes. */
export const refusals: readonly ProblemCode[] = [
  'card-missing',
  'card-unknown',
  'body-empty',
  'upload-incomplete',
  'idempotency-key-invalid',
  'card-refused',
  'scan-not-found',
  'upload-too-slow',
  'image-too-large',
  'image-format',
  'image-unreadable',
  'image-side',
  'image-pixels',
  'gif-pixels',
  'idempotency-conflict',
  'quota-exceeded',
  'overloaded',
  'daily-limit',
  'stopping',
];

/** The problems of an operation as its answers: one for each status, with the codes that have it. */
export function problemAnswers(codes: readonly ProblemCode[]) {
  const statuses = [...new Set(codes.map((code) => problems[code].status))].sort((a, b) => a - b);
  const answers = statuses.map((status) => {
    const named = codes.filter((code) => problems[code].status === status);
    return [
      String(status),
      {
        description: named.map((code) => `\`${code}\`: ${problems[code].title}`).join(' · '),
        ...(status === 429 || status === 503 ? { headers: retryAfter } : {}),
        content: { 'application/problem+json': { schema: problemSchema } },
      },
    ] as const;
  });
  return Object.fromEntries(answers);
}
