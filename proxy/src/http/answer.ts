import type { ServerResponse } from 'node:http';

/**
 * Answers in JSON that no cache may keep. Written by Node's own means: Express would hash every body for an ETag that
 * nobody can use.
 */
export function answerJson(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  const body = Buffer.from(JSON.stringify(value), 'utf8');
  response
    .writeHead(status, {
      'Content-Type': 'application/json; charset=utf-8',
      'Cache-Control': 'no-store',
      ...headers,
      'Content-Length': body.length,
    })
    .end(body);
}
