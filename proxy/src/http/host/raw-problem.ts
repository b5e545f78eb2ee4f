import { randomUUID } from 'node:crypto';
import { type ProblemCode, problemOf } from '../../contract/problems.ts';

/** A problem as the whole of an answer, for a request that never became one; its connection ends with it. */
export function rawProblem(code: ProblemCode, detail: string): { readonly requestId: string; readonly text: string } {
  const requestId = randomUUID();
  const problem = problemOf(code, detail);
  const body = JSON.stringify({ ...problem, requestId });
  const lines = [
    `HTTP/1.1 ${problem.status} ${problem.title}`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'X-Content-Type-Options: nosniff',
    "Content-Security-Policy: default-src 'none';frame-ancestors 'none'",
    'Connection: close',
  ];
  return { requestId, text: `${lines.join('\r\n')}\r\n\r\n${body}` };
}
